// Reads a record while the page of its form is made, so that the browser need not ask again.
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { recordKeys } from '#lib/client/record-keys.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';

type EditPageProps = {
  noun: Noun;
  id: string;
  /** Throws `not_found` for what is not there, or somebody else's. */
  read: () => Promise<object>;
  children: ReactNode;
};

/**
 * Nothing of a page may be sent before this knows whether there is one, else its status says 200: no
 * `loading.tsx` above it. When the record cannot be read, the browser asks, and says what is wrong.
 */
export async function EditPage({ noun, id, read, children }: EditPageProps) {
  const queries = new QueryClient();
  try {
    queries.setQueryData(recordKeys(noun).one(id), await read());
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
  }
  return <HydrationBoundary state={dehydrate(queries)}>{children}</HydrationBoundary>;
}
