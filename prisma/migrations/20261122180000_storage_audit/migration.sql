-- The audit walks rows in the order in which a store lists its keys: by bytes, whatever the database's own order is.

-- CreateIndex
CREATE INDEX "media_storage_key_bytes_idx" ON "media"("storage_key" COLLATE "C");

-- CreateIndex
CREATE INDEX "uploads_storage_key_bytes_idx" ON "uploads"("storage_key" COLLATE "C") WHERE "media_id" IS NULL;

-- CreateIndex
CREATE INDEX "captions_storage_key_bytes_idx" ON "captions"("storage_key" COLLATE "C");

-- CreateIndex
CREATE INDEX "renditions_media_id_bytes_idx" ON "renditions"("media_id" COLLATE "C");

-- CreateEnum
CREATE TYPE "storage_audit_status" AS ENUM ('waiting', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "storage_finding_kind" AS ENUM ('orphan', 'session', 'missing');

-- CreateTable
CREATE TABLE "storage_audits" (
    "id" TEXT NOT NULL,
    "status" "storage_audit_status" NOT NULL DEFAULT 'waiting',
    "started_by" TEXT NOT NULL,
    "actor_id" TEXT,
    "object_count" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "repair" JSONB,
    "failure_code" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "storage_audits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "storage_findings" (
    "kind" "storage_finding_kind" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "multipart_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "media_id" TEXT,
    "byte_size" BIGINT NOT NULL DEFAULT 0,
    "made_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "storage_findings_pkey" PRIMARY KEY ("kind", "key", "multipart_id")
);

-- CreateIndex
CREATE INDEX "storage_audits_created_at_id_idx" ON "storage_audits"("created_at" DESC, "id" DESC);

-- CreateIndex: one audit under way at a time.
CREATE UNIQUE INDEX "storage_audits_under_way_idx" ON "storage_audits"((true)) WHERE "status" IN ('waiting', 'running');
