'use client';
// One record among many, as a row or as a card.
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { daysLeft } from './days-left.ts';
import { useListContext } from './list-context.ts';
import { RecordActs } from './record-acts.tsx';

type RecordItemProps = {
  record: { id: string; deletedAt: string | null };
  /** Also what the words of its buttons call it; may be empty. */
  title: string;
  /** Where it is edited. */
  href: string;
  facts: readonly (string | number | null | undefined | false)[];
  /** In a row as wide as it is, in a card as wide as the card. */
  picture: ReactNode;
  badges?: ReactNode;
};

export function RecordRow(props: RecordItemProps) {
  const { record, picture, facts } = props;
  const { selected } = useListContext();
  const item = useItem(props);
  return (
    <li
      data-selected={selected.has(record.id) || undefined}
      className="relative flex items-center gap-2 py-3 pr-2 pl-1.5 transition-colors first:rounded-t-xl last:rounded-b-xl hover:bg-sunken/60 data-selected:bg-accent-soft/60 sm:gap-3 sm:py-4 sm:pr-4 sm:pl-3"
    >
      <SelectBox {...item} className="relative z-10" />
      {picture}
      <div className="ml-1 grid min-w-0 flex-1 gap-1.5 sm:flex sm:items-center sm:justify-between sm:gap-5">
        <div className="min-w-0">
          <Title {...item} />
          <Facts facts={facts} />
        </div>
        <div className="flex flex-wrap gap-1.5">
          <Badges {...props} />
        </div>
      </div>
      <RecordActs record={item} />
    </li>
  );
}

export function RecordCard(props: RecordItemProps) {
  const { record, picture, facts } = props;
  const { selected } = useListContext();
  const item = useItem(props);
  return (
    <li
      data-selected={selected.has(record.id) || undefined}
      className="relative min-w-0 overflow-hidden [contain-intrinsic-size:auto_15rem] [content-visibility:auto] rounded-lg border border-line bg-surface shadow-card transition-colors hover:border-line-strong has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:outline-offset-2 data-selected:border-accent data-selected:bg-accent-soft/60"
    >
      <div className="relative">
        {picture}
        <SelectBox
          {...item}
          className="absolute top-2 left-2 z-10 rounded-md bg-raised/90 shadow-card"
        />
        <div className="absolute bottom-2 left-2 flex flex-wrap gap-1.5">
          <Badges {...props} />
        </div>
      </div>
      <div className="flex items-center gap-1 py-2 pr-1 pl-3">
        <div className="min-w-0 flex-1">
          <Title {...item} />
          <Facts facts={facts} />
        </div>
        <RecordActs record={item} />
      </div>
    </li>
  );
}

type Item = { id: string; title: string; isNamed: boolean; href: string | null };

/** What is in the trash cannot be edited, so it leads nowhere. */
function useItem({ record, title, href }: RecordItemProps): Item {
  const t = useTranslations('records');
  const { isTrash } = useListContext();
  return {
    id: record.id,
    title: title || t('untitled'),
    isNamed: title !== '',
    href: isTrash ? null : href,
  };
}

function SelectBox({ id, title, className }: Item & { className: string }) {
  const t = useTranslations('records');
  const { selected, toggle } = useListContext();
  return (
    <Checkbox
      label={t('select', { title })}
      checked={selected.has(id)}
      onChange={({ isRange }) => toggle(id, isRange)}
      className={className}
    />
  );
}

function Title({ title, isNamed, href }: Item) {
  const classes = classNames(
    'block truncate rounded-sm font-medium text-sm sm:text-base',
    !isNamed && 'text-ink-muted italic',
  );
  if (href === null) return <p className={classes}>{title}</p>;
  return (
    // The link covers the row or card, so that all of it can be pressed.
    <Link href={href} title={title} className={classNames(classes, 'after:absolute after:inset-0')}>
      {title}
    </Link>
  );
}

function Facts({ facts }: Pick<RecordItemProps, 'facts'>) {
  return (
    <p className="truncate text-ink-muted text-sm tabular-nums">
      {facts.filter(Boolean).join(' · ')}
    </p>
  );
}

function Badges({ record, badges }: RecordItemProps) {
  const t = useTranslations('records');
  if (record.deletedAt === null) return badges;
  const days = daysLeft(record.deletedAt, new Date());
  return <Badge tone={days < 3 ? 'danger' : 'notice'}>{t('daysLeft', { days })}</Badge>;
}
