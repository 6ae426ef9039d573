-- How long a file is kept that could not be processed is counted from the moment it failed.
ALTER TABLE "media" ADD COLUMN "failed_at" TIMESTAMPTZ(3);
UPDATE "media" SET "failed_at" = "updated_at" WHERE "status" = 'failed';
CREATE INDEX "media_failed_at_idx" ON "media"("failed_at");
