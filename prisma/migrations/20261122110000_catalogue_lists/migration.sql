-- AlterTable: titles and names in the order people expect (a, B, é, z), whatever the database's own is.
-- A PostgreSQL that was built without ICU keeps its own.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') THEN
        ALTER TABLE "films" ALTER COLUMN "title" TYPE TEXT COLLATE "und-x-icu";
        ALTER TABLE "videos" ALTER COLUMN "title" TYPE TEXT COLLATE "und-x-icu";
        ALTER TABLE "photos" ALTER COLUMN "title" TYPE TEXT COLLATE "und-x-icu";
        ALTER TABLE "albums" ALTER COLUMN "title" TYPE TEXT COLLATE "und-x-icu";
        ALTER TABLE "products" ALTER COLUMN "title" TYPE TEXT COLLATE "und-x-icu";
        ALTER TABLE "categories" ALTER COLUMN "name" TYPE TEXT COLLATE "und-x-icu";
    END IF;
END $$;

-- AlterTable
ALTER TABLE "categories" ADD COLUMN     "idempotency_key" TEXT,
ADD COLUMN     "owner_id" TEXT;

-- CreateIndex
CREATE INDEX "films_owner_id_updated_at_id_idx" ON "films"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "films_owner_id_title_id_idx" ON "films"("owner_id", "title", "id");

-- CreateIndex
CREATE INDEX "films_updated_at_id_idx" ON "films"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "films_title_id_idx" ON "films"("title", "id");

-- CreateIndex
CREATE INDEX "films_deleted_at_idx" ON "films"("deleted_at");

-- CreateIndex
CREATE INDEX "videos_owner_id_updated_at_id_idx" ON "videos"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "videos_owner_id_title_id_idx" ON "videos"("owner_id", "title", "id");

-- CreateIndex
CREATE INDEX "videos_created_at_id_idx" ON "videos"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "videos_updated_at_id_idx" ON "videos"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "videos_title_id_idx" ON "videos"("title", "id");

-- CreateIndex
CREATE INDEX "videos_deleted_at_idx" ON "videos"("deleted_at");

-- CreateIndex
CREATE INDEX "albums_owner_id_updated_at_id_idx" ON "albums"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "albums_owner_id_title_id_idx" ON "albums"("owner_id", "title", "id");

-- CreateIndex
CREATE INDEX "albums_created_at_id_idx" ON "albums"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "albums_updated_at_id_idx" ON "albums"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "albums_title_id_idx" ON "albums"("title", "id");

-- CreateIndex
CREATE INDEX "albums_deleted_at_idx" ON "albums"("deleted_at");

-- CreateIndex
CREATE INDEX "photos_owner_id_updated_at_id_idx" ON "photos"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "photos_owner_id_title_id_idx" ON "photos"("owner_id", "title", "id");

-- CreateIndex
CREATE INDEX "photos_created_at_id_idx" ON "photos"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "photos_updated_at_id_idx" ON "photos"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "photos_title_id_idx" ON "photos"("title", "id");

-- CreateIndex
CREATE INDEX "photos_deleted_at_idx" ON "photos"("deleted_at");

-- CreateIndex
CREATE INDEX "products_owner_id_updated_at_id_idx" ON "products"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "products_owner_id_title_id_idx" ON "products"("owner_id", "title", "id");

-- CreateIndex
CREATE INDEX "products_created_at_id_idx" ON "products"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "products_updated_at_id_idx" ON "products"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "products_title_id_idx" ON "products"("title", "id");

-- CreateIndex
CREATE INDEX "products_deleted_at_idx" ON "products"("deleted_at");

-- CreateIndex
CREATE UNIQUE INDEX "categories_owner_id_idempotency_key_key" ON "categories"("owner_id", "idempotency_key");

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterForeignKey: a photo is its picture, and goes with it
ALTER TABLE "photos" DROP CONSTRAINT "photos_media_id_fkey";
ALTER TABLE "photos" ADD CONSTRAINT "photos_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE CASCADE ON UPDATE CASCADE;
