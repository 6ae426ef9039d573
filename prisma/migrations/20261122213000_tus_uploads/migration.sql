-- CreateEnum
CREATE TYPE "upload_channel" AS ENUM ('direct', 'tus', 'form');

-- CreateEnum
CREATE TYPE "tus_kind" AS ENUM ('whole', 'partial', 'final');

-- AlterTable
ALTER TABLE "uploads" ADD COLUMN "channel" "upload_channel" NOT NULL DEFAULT 'direct';

-- CreateTable
CREATE TABLE "tus_uploads" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "kind" "tus_kind" NOT NULL,
    "upload_id" TEXT,
    "metadata" TEXT NOT NULL DEFAULT '',
    "byte_size" BIGINT NOT NULL,
    "part_byte_size" INTEGER NOT NULL,
    "byte_offset" BIGINT NOT NULL DEFAULT 0,
    "pieces" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "rest" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "partial_ids" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "joined_at" TIMESTAMPTZ(3),
    "lease_token" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "is_lease_wanted" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tus_uploads_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tus_uploads_upload_id_key" ON "tus_uploads"("upload_id");

-- CreateIndex
CREATE INDEX "tus_uploads_owner_id_kind_joined_at_idx" ON "tus_uploads"("owner_id", "kind", "joined_at");

-- CreateIndex
CREATE INDEX "tus_uploads_expires_at_idx" ON "tus_uploads"("expires_at");

-- AddForeignKey
ALTER TABLE "tus_uploads" ADD CONSTRAINT "tus_uploads_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tus_uploads" ADD CONSTRAINT "tus_uploads_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploads"("id") ON DELETE SET NULL ON UPDATE CASCADE;
