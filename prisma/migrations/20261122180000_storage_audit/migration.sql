-- The audit walks rows in the order in which a store lists its keys: by bytes, whatever the database's own order is.

-- CreateIndex
CREATE INDEX "media_storage_key_bytes_idx" ON "media"("storage_key" COLLATE "C");

-- CreateIndex
CREATE INDEX "uploads_storage_key_bytes_idx" ON "uploads"("storage_key" COLLATE "C") WHERE "media_id" IS NULL;

-- CreateIndex
CREATE INDEX "captions_storage_key_bytes_idx" ON "captions"("storage_key" COLLATE "C");

-- CreateIndex
CREATE INDEX "renditions_media_id_bytes_idx" ON "renditions"("media_id" COLLATE "C");
