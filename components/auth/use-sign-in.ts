'use client';
// The memory of a form that signs somebody in: whether it is at it, and what was refused.
import { type FormEvent, useState } from 'react';
import { attemptSignIn, type Refusal } from './attempt-sign-in.ts';

/** Reads the fields `email` and `password` of the form. Stays busy once it worked. */
export function useSignIn(onSignedIn: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(null);
    const refused = await attemptSignIn(
      String(fields.get('email')),
      String(fields.get('password')),
    );
    if (refused === null) return onSignedIn();
    setRefusal(refused);
    setBusy(false);
  };

  return { submit, isBusy, refusal };
}
