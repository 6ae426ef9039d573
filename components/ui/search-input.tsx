'use client';
// A search that follows the typing, once it pauses.
import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Input } from './input.tsx';

type SearchInputProps = {
  label: string;
  placeholder: string;
  words: string;
  onSearch: (words: string) => void;
};

/** Long enough to finish a word, short enough to feel live. */
const typingPauseMs = 300;

export function SearchInput({ label, placeholder, words, onSearch }: SearchInputProps) {
  const [typed, setTyped] = useState(words);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The page's own answer to an earlier word must not undo what was typed since.
  const asked = useRef(words);
  useEffect(() => {
    if (words !== asked.current) setTyped(words);
    asked.current = words;
  }, [words]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (typed: string) => {
    setTyped(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      asked.current = typed.trim();
      onSearch(asked.current);
    }, typingPauseMs);
  };
  const box = useRef<HTMLInputElement>(null);
  const takeUpWhatIsTyped = useEffectEvent(() => {
    const inTheBox = box.current?.value ?? words;
    if (inTheBox !== words) search(inTheBox);
  });
  // Who is quick types into the page as it was sent, before anything listens: nothing tells of that.
  useEffect(() => takeUpWhatIsTyped(), []);
  return (
    <div className="relative min-w-56 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-3 left-3.5 size-5 text-ink-muted"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        onChange={({ target }) => search(target.value)}
        ref={box}
        hasIcon
      />
    </div>
  );
}
