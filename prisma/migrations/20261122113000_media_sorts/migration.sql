-- AlterTable: names in the order people expect (a, B, é, z), whatever the database's own is.
-- A PostgreSQL that was built without ICU keeps its own.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') THEN
        ALTER TABLE "media" ALTER COLUMN "file_name" TYPE TEXT COLLATE "und-x-icu";
    END IF;
END $$;

-- CreateIndex
CREATE INDEX "media_owner_id_byte_size_id_idx" ON "media"("owner_id", "byte_size", "id");

-- CreateIndex
CREATE INDEX "media_owner_id_file_name_id_idx" ON "media"("owner_id", "file_name", "id");
