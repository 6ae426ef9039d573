-- AlterEnum
ALTER TYPE "rendition_status" ADD VALUE 'running' BEFORE 'ready';
ALTER TYPE "rendition_status" ADD VALUE 'spare';

-- AlterTable
ALTER TABLE "renditions" ADD COLUMN     "input_hash" TEXT,
ADD COLUMN     "made_in" INTEGER,
ADD COLUMN     "profile_hash" TEXT;
