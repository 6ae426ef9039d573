-- CreateEnum
CREATE TYPE "caption_kind" AS ENUM ('subtitles', 'captions');

-- CreateTable
CREATE TABLE "captions" (
    "id" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" "caption_kind" NOT NULL DEFAULT 'subtitles',
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "storage_key" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "cue_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "captions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "captions_storage_key_key" ON "captions"("storage_key");

-- CreateIndex
CREATE UNIQUE INDEX "captions_media_id_language_kind_key" ON "captions"("media_id", "language", "kind");

-- AddForeignKey
ALTER TABLE "captions" ADD CONSTRAINT "captions_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE CASCADE ON UPDATE CASCADE;
