'use client';
// The products one may see.
import { RecordList } from '#components/records/record-list.tsx';
import { ProductRow } from './product-row.tsx';

export function ProductList() {
  return <RecordList noun="product" Face={ProductRow} layout="rows" />;
}
