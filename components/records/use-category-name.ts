'use client';
// The name of a category, once the categories are known.
import { useQuery } from '@tanstack/react-query';
import { categoriesQuery } from '#lib/client/categories.ts';

export function useCategoryName(id: string | null): string | undefined {
  const { data } = useQuery(categoriesQuery());
  return data?.results.find((category) => category.id === id)?.name;
}
