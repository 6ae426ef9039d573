// An audit of the store, and what was put right, as lines of text.
import {
  countFindings,
  type Repair,
  type StorageReport,
} from '#lib/shared/schemas/storage-audit.ts';
import { tableOf } from '../demo/step-table.ts';

/** Every figure, and examples of what is wrong. */
export function describeReport(report: StorageReport): string {
  const { objects, orphans, missing, mismatched, multiparts, spared } = report;
  const { original, rendition, caption } = missing.byKind;
  const rows = [
    row('objects', objects.count, bytesOf(objects.bytes)),
    row('named by rows', report.named, ''),
    row('orphans', orphans.count, bytesOf(orphans.bytes, orphans.foreign, 'outside our folders')),
    row(
      'missing',
      missing.count,
      `${original} originals, ${rendition} of renditions, ${caption} captions`,
    ),
    row('of another size', mismatched.count, ''),
    row('unfinished multiparts', multiparts.open, `${multiparts.orphans} of them nobody uses`),
    row('too young to tell', spared.young.count, bytesOf(spared.young.bytes)),
    row('being worked on', spared.underWay.count, bytesOf(spared.underWay.bytes)),
  ];
  const ages = report.ages.map(({ upToHours, count, bytes }) => [
    ...[ageOf(upToHours), count.toLocaleString('en'), bytesOf(bytes)],
  ]);
  const parts = [
    tableOf(['what', 'count', ''], rows),
    tableOf(['age of objects', 'count', ''], ages),
    ...examplesOf(report),
    `Findings: ${countFindings(report)}`,
  ];
  return parts.join('\n\n');
}

/** What was done, and what waits until when. */
export function describeRepair(repair: Repair): string {
  const { removed, aborted, failedMedia, spared, refused, waiting, waitingUntil } = repair;
  if (repair.isHeld) {
    return (
      'Nothing was put right: most of what there is would be concerned. Are DATABASE_URL and R2_BUCKET\n' +
      'those that belong together? If so: npm run audit -- --fix --force'
    );
  }
  const rows = [
    row('objects removed', removed.count, bytesOf(removed.bytes)),
    row('multiparts ended', aborted, ''),
    row('media marked failed', failedMedia, 'their original is gone'),
    row('no longer wrong', spared, ''),
    row('refused by the store', refused, ''),
    row('waiting', waiting, waitingUntil ? `a later --fix puts right: ${waitingUntil}` : ''),
  ];
  return tableOf(['what was done', 'count', ''], rows);
}

function examplesOf({ orphans, missing, mismatched, multiparts }: StorageReport): string[] {
  const lists: [string, string[]][] = [
    ['orphans', orphans.keys],
    ['missing', missing.found.map(({ key, mediaId }) => `${key}  (media ${mediaId ?? 'gone'})`)],
    [
      'of another size',
      mismatched.found.map(
        ({ key, expectedBytes, storedBytes }) => `${key}  (${storedBytes} not ${expectedBytes})`,
      ),
    ],
    ['multiparts nobody uses', multiparts.keys],
  ];
  return lists
    .filter(([, keys]) => keys.length > 0)
    .map(([title, keys]) => [`${title}:`, ...keys.map((key) => `  ${key}`)].join('\n'));
}

const row = (what: string, count: number, note: string) => [
  ...[what, count.toLocaleString('en'), note],
];

function bytesOf(bytes: number, some = 0, note = ''): string {
  const size = bytes < 1e6 ? `${bytes} bytes` : `${(bytes / 1e6).toFixed(1)} MB`;
  return some > 0 ? `${size}, ${some} ${note}` : size;
}

function ageOf(upToHours: number | null): string {
  if (upToHours === null) return 'older';
  return upToHours < 24 ? `under ${upToHours} h` : `under ${upToHours / 24} d`;
}
