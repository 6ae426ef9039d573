-- AlterTable
ALTER TABLE "drafts" ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "subject_version" INTEGER;

-- AlterTable
ALTER TABLE "uploads" ADD COLUMN     "slot" TEXT;
