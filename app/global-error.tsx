'use client';
// The last resort, when the frame of the pages itself failed: without messages, looks or anything else.
import './globals.css';

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-content-center justify-items-center gap-4 px-6 text-center font-sans">
        <title>Cutroom</title>
        <h1 className="font-semibold text-2xl">Something went wrong</h1>
        <p className="text-ink-muted">The page could not be shown. Nothing you saved is lost.</p>
        <button
          type="button"
          onClick={reset}
          className="h-11 rounded-md bg-accent px-5 font-medium text-on-accent text-sm"
        >
          Try again
        </button>
        {error.digest && <p className="text-ink-muted text-xs">{error.digest}</p>}
      </body>
    </html>
  );
}
