// An address that leads nowhere.
import { NothingHere } from '#components/layout/nothing-here.tsx';
import { contentId } from '#components/layout/skip-link.tsx';

export default function NotFound() {
  return (
    <main id={contentId} tabIndex={-1} className="mx-auto max-w-2xl px-5 py-20 outline-none">
      <NothingHere />
    </main>
  );
}
