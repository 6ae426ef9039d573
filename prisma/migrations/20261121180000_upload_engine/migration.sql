-- AlterTable
ALTER TABLE "media" ADD COLUMN     "fingerprint" TEXT;

-- AlterTable
ALTER TABLE "uploads" ADD COLUMN     "checks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "fingerprint" TEXT,
ADD COLUMN     "next_check_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE INDEX "media_owner_id_fingerprint_idx" ON "media"("owner_id", "fingerprint");

-- CreateIndex
CREATE INDEX "uploads_status_next_check_at_idx" ON "uploads"("status", "next_check_at");


