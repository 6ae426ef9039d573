// Schedules: when a cron trigger is next due.
import { CronExpressionParser } from 'cron-parser';

/** The first moment after `now` that matches, e.g. `TZ=Europe/Paris 0 9 * * 1`; UTC unless told. */
export function nextCronDate(expression: string, now: Date): Date {
  const zoned = /^TZ=(\S+)\s+(.*)$/.exec(expression);
  const fields = zoned?.[2] ?? expression;
  const options = { tz: zoned?.[1] ?? 'UTC', currentDate: now };
  return CronExpressionParser.parse(fields, options).next().toDate();
}

/** Why the real server would not take `expression`, or undefined when it would. */
export function cronProblem(expression: string): string | undefined {
  const fields = expression.replace(/^TZ=\S+\s+/, '').trim();
  if (fields.split(/\s+/).length !== 5) return 'five fields are needed';
  try {
    nextCronDate(expression, new Date());
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
