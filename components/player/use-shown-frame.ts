'use client';
// Ties the frame that is to be seen to a component, without drawing it again for each.
import { useCallback, useRef, useState } from 'react';

export type ShownFrame = {
  /** Whether one is to be seen, and no poster over it. */
  isShown: boolean;
  /** When it is in the film, right now. */
  seconds: () => number | null;
  /** For the player to call. */
  note: (atSeconds: number | null) => void;
};

export function useShownFrame(): ShownFrame {
  const latest = useRef<number | null>(null);
  const [isShown, setShown] = useState(false);
  const note = useCallback((atSeconds: number | null) => {
    latest.current = atSeconds;
    setShown(atSeconds !== null);
  }, []);
  return { isShown, note, seconds: () => latest.current };
}
