// Which of the files that wait set out next.

/** Room for three large files or a hundred small ones, which share their requests. */
const weightAtOnce = 24;
const heaviest = 8;
const lightest = 0.25;
const weightBytes = 8 * 1024 * 1024;
/** So many that they are worth gathering: they share requests and have bytes enough for every lane. */
const many = 12;
/** What has to be free before more join many: one after the other, each would ask for itself alone. */
const roomForMany = 12;

export const isMany = (count: number): boolean => count > many;

type Sized = { byteSize: number };

/** Those of `queued` there is room for beside the `travelling`, which still have bytes to send. */
export function nextToSetOut<File extends Sized>(
  queued: readonly File[],
  travelling: readonly Sized[],
): File[] {
  let room = travelling.reduce((left, upload) => left - weightOf(upload), weightAtOnce);
  if (isMany(travelling.length) && room < roomForMany) return [];
  const next: File[] = [];
  for (const upload of queued) {
    if (room <= 0) break;
    room -= weightOf(upload);
    next.push(upload);
  }
  return next;
}

function weightOf({ byteSize }: Sized): number {
  return Math.min(heaviest, Math.max(lightest, byteSize / weightBytes));
}
