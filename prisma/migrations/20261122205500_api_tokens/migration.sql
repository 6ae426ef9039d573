-- The same request for a token, sent twice, makes one.
ALTER TABLE "api_tokens" ADD COLUMN "idempotency_key" TEXT;
CREATE UNIQUE INDEX "api_tokens_owner_id_idempotency_key_key" ON "api_tokens"("owner_id", "idempotency_key");
