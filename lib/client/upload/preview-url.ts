// Local addresses for files of this tab, to show them before the server can.
import { useLayoutEffect, useState } from 'react';

type Loan = { url: string; borrowers: number };
/** A player that is gone from the page may still be reading: it would complain of a missing file. */
const graceMs = 10_000;
const loans = new Map<File, Loan>();

/** The address of a file; the same for all who borrow it at the same time. Give each back once. */
export function borrowUrl(file: File): string {
  const loan = loans.get(file) ?? { url: URL.createObjectURL(file), borrowers: 0 };
  loan.borrowers += 1;
  loans.set(file, loan);
  return loan.url;
}

/** Revokes the address a while after the last one gave it back: whoever takes over may keep it. */
export function giveUrlBack(file: File): void {
  const loan = loans.get(file);
  if (!loan) return;
  loan.borrowers -= 1;
  setTimeout(() => {
    if (loan.borrowers > 0 || loans.get(file) !== loan) return;
    loans.delete(file);
    URL.revokeObjectURL(loan.url);
  }, graceMs);
}

/** An address to show a file under as long as the component is there; null without a file. */
export function usePreviewUrl(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  // Before anything is painted: nobody sees the moment without an address.
  useLayoutEffect(() => {
    if (!file) return;
    setUrl(borrowUrl(file));
    return () => {
      setUrl(null);
      giveUrlBack(file);
    };
  }, [file]);
  return url;
}
