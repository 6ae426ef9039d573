// Writes sizes, speeds and dates the way the reader's language does.

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const step = 1024;

/** `1.5 GB`, `1,5 Go`: steps of 1024, as the limits of the upload policy are counted. */
export function formatBytes(byteSize: number, locale: string): string {
  const { value, unit } = scaled(byteSize);
  return formatted(value, unit, locale);
}

/** The same rounded up: what is a little over a limit reads as more than the limit. */
export function formatBytesUp(byteSize: number, locale: string): string {
  const { value, unit } = scaled(byteSize);
  return formatted(value, unit, locale, { roundingMode: 'ceil' });
}

/** `12.4 MB/s`. */
export function formatSpeed(bytesPerSecond: number, locale: string): string {
  const { value, unit } = scaled(bytesPerSecond);
  return formatted(value, `${unit}-per-second`, locale);
}

/** `37%` of a share between 0 and 1; never 100% before it is all there. */
export function formatPercent(share: number, locale: string): string {
  const whole = share >= 1 ? 1 : Math.floor(Math.max(0, share) * 100) / 100;
  return numberFormat(locale, { style: 'percent' }).format(whole);
}

/** A duration in seconds as a clock: `1:02:09`, `0:20`. */
export function formatClock(durationSeconds: number): string {
  const total = Math.round(durationSeconds);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
    : `${minutes}:${seconds}`;
}

/** A moment of a film, fine enough to tell its frames apart: `1:02:09.48`, `0:02,40`. */
export function formatMoment(atSeconds: number, locale: string): string {
  const hundredths = Math.round(atSeconds * 100);
  const minutes = Math.floor(hundredths / 6000);
  const seconds = numberFormat(locale, {
    minimumIntegerDigits: 2,
    minimumFractionDigits: 2,
  }).format((hundredths % 6000) / 100);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes}:${seconds}`;
  return `${hours}:${String(minutes % 60).padStart(2, '0')}:${seconds}`;
}

/** How long something took: `340 ms`, `2.4 sec`, `12 min 5 sec`, as the reader's language writes it. */
export function formatTook(tookMs: number, locale: string): string {
  const unit = (value: number, name: string, digits = 0) =>
    numberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (tookMs < 1000) return unit(tookMs, 'millisecond');
  if (tookMs < 59_950) return unit(tookMs / 1000, 'second', tookMs < 9_950 ? 1 : 0);
  const seconds = Math.round(tookMs / 1000);
  return `${unit(Math.floor(seconds / 60), 'minute')} ${unit(seconds % 60, 'second')}`;
}

/** A day, in the reader's time zone unless another is given. */
export function formatDate(isoTime: string, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(
    new Date(isoTime),
  );
}

/** A moment as people say it: the time alone on the same day, else with the day. */
export function formatSince(moment: Date, now: Date, locale: string): string {
  const isToday = moment.toDateString() === now.toDateString();
  const day = isToday ? {} : ({ dateStyle: 'medium' } as const);
  return new Intl.DateTimeFormat(locale, { ...day, timeStyle: 'short' }).format(moment);
}

/** `€12.50`; a number alone where no currency was chosen. At most four decimals. */
export function formatPrice(price: number, currency: string | null, locale: string): string {
  return numberFormat(locale, {
    ...(currency ? { style: 'currency', currency } : {}),
    maximumFractionDigits: 4,
  }).format(price);
}

/** A day of the calendar (`2026-11-22`), which is the same in every time zone. */
export function formatDay(isoDay: string, locale: string): string {
  const options = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${isoDay}T00:00:00Z`));
}

function scaled(size: number): { value: number; unit: (typeof units)[number] } {
  let value = Math.max(0, size);
  let index = 0;
  // 1023.9 MB would be rounded to 1,024 MB: the next unit reads better.
  while (value >= step - 0.5 && index < units.length - 1) {
    value /= step;
    index += 1;
  }
  return { value, unit: units[index] ?? 'byte' };
}

function formatted(
  value: number,
  unit: string,
  locale: string,
  rounding: Pick<Intl.NumberFormatOptions, 'roundingMode'> = {},
): string {
  return numberFormat(locale, {
    ...rounding,
    style: 'unit',
    unit,
    unitDisplay: unit.startsWith('byte') && !unit.includes('-') ? 'long' : 'short',
    maximumFractionDigits: unit.startsWith('byte') || value >= 100 ? 0 : 1,
  }).format(value);
}

/** Making one takes longer than a hundred uses of it, and progress is written many times a second. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(key, format);
  return format;
}
