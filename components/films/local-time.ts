// Between the time a person means and the time that is kept.

/** An ISO time as a `datetime-local` input takes it: minutes, in the reader's time zone. */
export function localInputTime(isoTime: string): string {
  const time = new Date(isoTime);
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What such an input holds as an ISO time in UTC; undefined while it is empty or incomplete. */
export function utcTime(inputTime: string): string | undefined {
  const time = new Date(inputTime);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
