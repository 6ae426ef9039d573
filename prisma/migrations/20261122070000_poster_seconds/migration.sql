-- AlterTable
ALTER TABLE "media" ADD COLUMN     "is_poster_late" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "poster_seconds" DOUBLE PRECISION;
