-- The order of the files of an unsaved form, also of those that are still on their way.
ALTER TABLE "drafts" ADD COLUMN "file_orders" JSONB NOT NULL DEFAULT '{}';
