-- AlterTable
ALTER TABLE "media" ADD COLUMN     "part_shares" JSONB NOT NULL DEFAULT '{}';
