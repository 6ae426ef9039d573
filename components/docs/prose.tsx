// A sentence in which names of the API stand between backticks.
import { Children } from 'react';

export function Prose({ text }: { text: string }) {
  // What is between two of them has an odd place.
  const parts = text.split('`').map((part, index) => (index % 2 === 1 ? asCode(part) : part));
  return Children.toArray(parts);
}

function asCode(part: string) {
  return <code className="break-words font-mono text-[0.9em] text-ink">{part}</code>;
}
