-- Whether a partial upload counts is seen from its final one.
-- DropIndex
DROP INDEX "tus_uploads_owner_id_kind_joined_at_idx";

-- AlterTable
ALTER TABLE "tus_uploads" DROP COLUMN "joined_at";

-- CreateIndex
CREATE INDEX "tus_uploads_owner_id_kind_idx" ON "tus_uploads"("owner_id", "kind");
