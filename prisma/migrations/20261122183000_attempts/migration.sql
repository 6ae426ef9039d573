-- Each try at a part of a processing run has a number, and stores what it makes below it.
ALTER TABLE "media" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0;
