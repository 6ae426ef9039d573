// A record that is not there, or not for this person, and the way to those that are.
import { FileQuestion } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { listPages } from './noun-pages.ts';
import { useNounWords } from './use-noun-words.ts';

export function MissingRecord({ noun }: { noun: Noun }) {
  const t = useTranslations('records');
  const words = useNounWords(noun);
  return (
    <EmptyState
      icon={FileQuestion}
      heading="h1"
      title={words('notFoundTitle')}
      text={t('notFoundText')}
    >
      <Button asChild>
        <Link href={listPages[noun]()}>{words('back')}</Link>
      </Button>
    </EmptyState>
  );
}
