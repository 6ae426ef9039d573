'use client';
// The records of one page, those that are selected, and what is done with them.
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import { contentId } from '#components/layout/skip-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import type { Records } from '#lib/client/record-schemas.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ListContext } from './list-context.ts';
import { gridClasses } from './loading-records.tsx';
import type { Layout, RecordFace } from './record-face.ts';
import { apiSearch, isTrash as isInTrash } from './record-search.ts';
import { type Act, useRecordActs } from './use-record-acts.ts';
import { useSelection } from './use-selection.ts';

type RecordPageProps<N extends Noun> = {
  noun: N;
  records: readonly Records[N][];
  /** How many there are on all pages. */
  count: number;
  /** What was asked when they came; while the next answer is waited for, these stay. */
  shown: string;
  search: URLSearchParams;
  Face: RecordFace<N>;
  layout: Layout;
};

const listClasses = {
  rows: 'divide-y divide-line rounded-xl border border-line bg-surface shadow-card',
  grid: gridClasses,
};

export function RecordPage<N extends Noun>(props: RecordPageProps<N>) {
  const { noun, records, count, shown, search, Face, layout } = props;
  const t = useTranslations('records');
  const ids = useMemo(() => records.map(({ id }) => id), [records]);
  const asked = apiSearch(noun, search);
  const selection = useSelection(ids, asked);
  const { ids: selected, isAll, toggle, toggleAll, clear } = selection;
  const { act: actOn, actOnAll } = useRecordActs(noun);
  const { list, focusNextAfter } = useFocusOnNext(ids);
  const act: Act = (action, acted) => focusNextAfter(acted, () => actOn(action, acted));
  const isTrash = isInTrash(search);
  const chosen = records.filter(({ id }) => selected.has(id));
  return (
    <ListContext value={{ isTrash, selected, toggle, act }}>
      <div className="mb-2 flex min-h-9 items-center gap-1">
        <Checkbox
          label={t('selectAll')}
          checked={selected.size === 0 ? false : selected.size === ids.length || 'some'}
          onChange={toggleAll}
          className={layout === 'rows' ? 'ml-1.5 sm:ml-3' : '-ml-2'}
        />
        <p role="status" className="text-ink-muted text-sm">
          {selected.size > 0
            ? t('selected', { count: isAll ? count : selected.size })
            : t(countOf(noun), { count })}
        </p>
      </div>
      {/* Another answer is another list: what is in both would jump to its new place, under a pointer. */}
      <ul key={shown} ref={list} className={listClasses[layout]}>
        {records.map((record) => (
          <Face key={record.id} record={record} />
        ))}
      </ul>
      {chosen.length > 0 && (
        <BulkBar
          noun={noun}
          isTrash={isTrash}
          records={chosen}
          count={isAll ? count : chosen.length}
          isAll={isAll}
          act={async (action) => {
            clear();
            if (isAll) await focusNextAfter(chosen, () => actOnAll(action, asked));
            else await act(action, chosen);
          }}
          onClear={clear}
        >
          {!isAll && chosen.length === ids.length && count > ids.length && (
            <Button look="quiet" size="small" onClick={selection.selectAll}>
              {t('selectAllMatching', { count })}
            </Button>
          )}
        </BulkBar>
      )}
    </ListContext>
  );
}

/** The key of the sentence that counts them. */
function countOf(noun: Noun): `${Noun}.count` {
  return `${noun}.count`;
}

/** When the buttons somebody pressed go with what they were pressed for, the keyboard goes on beside it. */
function useFocusOnNext(ids: readonly string[]) {
  const list = useRef<HTMLUListElement>(null);
  const lost = useRef<number | null>(null);
  useEffect(() => {
    if (lost.current === null) return;
    const item = list.current?.children[Math.min(lost.current, ids.length - 1)];
    lost.current = null;
    // Whoever went on with something else meanwhile stays there.
    if (document.activeElement !== document.body) return;
    item?.querySelector('input')?.focus({ preventScroll: true });
  }, [ids]);
  useEffect(
    () => () => {
      const isNowhere = document.activeElement === document.body;
      if (lost.current !== null && isNowhere) document.getElementById(contentId)?.focus();
    },
    [],
  );
  const focusNextAfter = async (acted: readonly { id: string }[], act: () => Promise<void>) => {
    const gone = new Set(acted.map(({ id }) => id));
    lost.current = ids.findIndex((id) => gone.has(id));
    await act();
    lost.current = null;
  };
  return { list, focusNextAfter };
}
