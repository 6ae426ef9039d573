// The mark of the app: a strip of film, cut.

export function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-8 shrink-0">
      <rect width="32" height="32" rx="8" className="fill-ink" />
      <path d="M7 9h9.2l-4.6 14H7z" className="fill-canvas" />
      <path d="M19.6 9H25v14h-10z" className="fill-accent" />
    </svg>
  );
}
