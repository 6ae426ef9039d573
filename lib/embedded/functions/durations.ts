// Time strings as the SDK writes them: `1h30m`, `500ms` or an ISO date.
const unitMs: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds in a duration such as `1h30m`; undefined when the text is not one. */
export function durationMs(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    total += Number(amount) * (unitMs[unit ?? ''] ?? Number.NaN);
  }
  return total;
}

/** The moment a duration or an ISO date names, seen from `now`. Throws on anything else. */
export function momentOf(text: string, now: Date): Date {
  const duration = durationMs(text);
  const moment = new Date(duration === undefined ? Date.parse(text) : now.getTime() + duration);
  if (Number.isNaN(moment.getTime())) throw new Error(`"${text}" is neither a duration nor a date`);
  return moment;
}
