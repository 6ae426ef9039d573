-- What was answered to a POST under an idempotency key, for a day.
CREATE TABLE "kept_answers" (
    "owner_id" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "claim" TEXT NOT NULL,
    "held_until" TIMESTAMPTZ(3) NOT NULL,
    "answer" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_answers_pkey" PRIMARY KEY ("owner_id", "key_hash"),
    CONSTRAINT "kept_answers_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "kept_answers_expires_at_idx" ON "kept_answers"("expires_at");
