'use client';
// A value once it has stayed for a while.
import { useEffect, useState } from 'react';

/** Null until `value` has been there for `restMs`; without a rest, what it is at once. */
export function useAfterRest<Value>(value: Value | null, restMs: number): Value | null {
  const [rested, setRested] = useState<Value | null>(null);
  useEffect(() => {
    if (value === null || restMs === 0) return;
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return restMs === 0 || rested === value ? value : null;
}
