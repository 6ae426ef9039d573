// Decodes HEIC, the photographs of phones, which sharp's libvips cannot.
import 'server-only';
import { fork } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { examineImage } from './decode.ts';
import type { HeicAnswer, HeicJob } from './heic-job.ts';
import type { Holding } from './memory.ts';

/** From the project, not from this module, which a bundle moves elsewhere. */
const program = 'lib/images/heic-process.ts';
/** A 100-megapixel picture takes a tenth of it, also on a slow machine. */
const mostSeconds = 300;
const mebibyte = 1024 * 1024;
/** Node, beside what the decoder holds. */
const processBytes = 96 * mebibyte;
/** The decoder as it starts, and what is small in it. */
const decoderBytes = 64 * mebibyte;
/**
 * Its planes, their conversion and the pixels are there side by side. Measured: 2.4 for what phones write,
 * 3.7 at most, for full colour.
 */
const picturesAtOnce = 4;
/** The file, as it is handed over and as it is kept. */
const filesAtOnce = 2;

export type HeicOptions = Holding & {
  source: string;
  /** Where a PNG may be written. */
  target: string;
  timeoutSeconds?: number;
};

/**
 * The path of a picture that libvips reads: `target`, a PNG of the HEIC file `source`, upright, in eight
 * bits, with its colour profile; or `source` itself where it is an AVIF under the name of the family.
 * The decoder can reach nothing but its own memory, and works in a process that is killed when it takes
 * too long or nobody waits for it. Throws `MediaFailure`: unsupported_codec, too_many_pixels, corrupt_file,
 * processing_timeout; the signal's reason.
 */
export async function readableHeic(options: HeicOptions): Promise<string> {
  const { source, target, memory, signal, timeoutSeconds = mostSeconds } = options;
  const { facts, decodedBytes, icc } = await examineImage(source);
  if (facts.format !== 'heic') return source;
  const { width, height } = facts;
  const { size } = await stat(source);
  const memoryBytes = decoderBytes + picturesAtOnce * decodedBytes + filesAtOnce * size;
  const job = { source, target, width, height, icc, memoryBytes };
  const work = () => decodeApart(job, timeoutSeconds, signal);
  const answer = await (memory ? memory.hold(memoryBytes + processBytes, work, signal) : work());
  if (answer.isDone) return target;
  throw new MediaFailure('corrupt_file', 'The image is damaged or not whole.', {
    cause: new Error(answer.damage),
  });
}

/** In a process of its own. Throws the signal's reason once it is gone. */
async function decodeApart(
  job: HeicJob,
  timeoutSeconds: number,
  signal: AbortSignal | undefined,
): Promise<HeicAnswer> {
  signal?.throwIfAborted();
  const child = fork(join(/* turbopackIgnore: true */ process.cwd(), program), {
    execArgv: ['--conditions=react-server'],
    // Nothing worth telling: it reads what strangers sent.
    env: { NODE_ENV: 'production' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: timeoutSeconds * 1000,
    killSignal: 'SIGKILL',
  });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  let answer: HeicAnswer | undefined;
  let complaint = '';
  child.once('message', (message) => {
    answer = message as HeicAnswer;
  });
  child.stderr?.on('data', (text) => {
    complaint = (complaint + text).slice(-2000);
  });
  try {
    const ended = new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, killedBy) => resolve(killedBy ?? `code ${code}`));
    });
    child.send(job, () => undefined);
    const ending = await ended;
    signal?.throwIfAborted();
    if (answer) return answer;
    const cause = new Error(`the HEIC decoder ended with ${ending}: ${complaint}`);
    if (!child.killed) throw cause;
    throw new MediaFailure('processing_timeout', 'Processing took longer than allowed.', { cause });
  } finally {
    signal?.removeEventListener('abort', kill);
  }
}
