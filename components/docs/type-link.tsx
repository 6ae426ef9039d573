// A type in words, with links to those that have a place of their own on the page.
import { Children } from 'react';

export function TypeLink({ type, names }: { type: string; names: ReadonlySet<string> }) {
  const words = type.split(/(\w+)/).map((word) => (names.has(word) ? linked(word) : word));
  return <code className="break-words font-mono text-xs">{Children.toArray(words)}</code>;
}

function linked(name: string) {
  return (
    <a href={`#schema-${name}`} className="text-accent underline">
      {name}
    </a>
  );
}
