'use client';
// Whether something is still shown: an answer may come when it was left.
import { type RefObject, useEffect, useRef } from 'react';

export function useIsThere(): RefObject<boolean> {
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return isThere;
}
