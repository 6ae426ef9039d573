// The first thing the keyboard reaches: past the header, to what the page is about.

export const contentId = 'content';

export function SkipLink({ children }: { children: string }) {
  return (
    <a
      href={`#${contentId}`}
      className="fixed top-3 left-3 z-50 rounded-md bg-accent px-4 py-2.5 font-medium text-on-accent text-sm not-focus:sr-only"
    >
      {children}
    </a>
  );
}
