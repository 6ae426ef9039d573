-- One SKU, one product or variant, whichever of the two and however it is written.
CREATE TABLE "skus" (
    "key" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,

    CONSTRAINT "skus_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "skus_product_id_idx" ON "skus"("product_id");

ALTER TABLE "skus" ADD CONSTRAINT "skus_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "skus" ("key", "product_id")
SELECT lower("sku"), "id" FROM "products"
UNION ALL
SELECT lower("sku"), "product_id" FROM "variants" WHERE "sku" IS NOT NULL
ON CONFLICT DO NOTHING;

DROP INDEX "products_sku_key";
DROP INDEX "variants_sku_key";

-- Objects do not keep the order of their keys, arrays of pairs do.
ALTER TABLE "variants" ALTER COLUMN "options" SET DEFAULT '[]';
UPDATE "variants" SET "options" = (
    SELECT coalesce(jsonb_agg(jsonb_build_array("key", "value")), '[]') FROM jsonb_each("options")
) WHERE jsonb_typeof("options") = 'object';
