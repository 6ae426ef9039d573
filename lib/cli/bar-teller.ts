// For people at a terminal: bars of what travels, drawn again below what is over.
import { createLineTeller, standingLine } from './line-teller.ts';
import { printable } from './printable.ts';
import type { Standing, Teller } from './teller.ts';

const everyMs = 100;
const mostBars = 8;
const barWidth = 20;

/** `columns` is how wide the terminal is now. */
export function createBarTeller(
  write: (text: string) => void,
  now: () => number,
  columns: () => number,
): Teller {
  let drawnLines = 0;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  // To the first line that was drawn, and from there on nothing: ECMA-48, CPL and ED.
  const wipe = () => (drawnLines > 0 ? `\x1b[${drawnLines}F\x1b[0J` : '');
  const above = (text: string) => {
    write(wipe() + text);
    drawnLines = 0;
    drawnAtMs = Number.NEGATIVE_INFINITY;
  };
  const { planned, settled, ended, refused } = createLineTeller(above, now);
  return {
    ...{ planned, settled, ended, refused },
    moved(standing) {
      if (now() - drawnAtMs < everyMs) return;
      const lines = barLines(standing, columns());
      write(`${wipe()}${lines.join('\n')}\n`);
      drawnLines = lines.length;
      drawnAtMs = now();
    },
  };
}

/** No line is wider than the terminal: one that is would break, and be drawn over wrongly. */
export function barLines(standing: Standing, columns: number): string[] {
  const bars = standing.travelling.slice(0, mostBars).map(({ path, share }) => {
    const full = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
    return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${printable(path)}`;
  });
  return [...bars, standingLine(standing)].map((line) => fitted(line, columns - 1));
}

/** Wide characters count twice: East Asian ones and pictures take two columns. */
function fitted(line: string, columns: number): string {
  let used = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    used +=
      /[\p{Extended_Pictographic}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(
        segment,
      )
        ? 2
        : 1;
    if (used > columns) return kept;
    kept += segment;
  }
  return kept;
}
