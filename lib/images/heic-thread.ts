// The thread that decodes one HEIC picture, in the process made for it.
import 'server-only';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { HeicAnswer, HeicJob } from './heic-job.ts';
import { isCutOff } from './is-cut-off.ts';
import { limitWasmMemory } from './limit-wasm-memory.ts';
import { type Pixels, writeStoredPng } from './stored-png.ts';

const job: HeicJob = workerData;
limitWasmMemory(job.memoryBytes);

/** Failing to read or to write is no fault of the picture, and not caught here. */
async function answer(): Promise<HeicAnswer> {
  const file = await readFile(job.source);
  if (isCutOff(file)) return { isDone: false, damage: 'it ends too early' };
  // Not before there is something to decode: it takes a fifth of a second.
  const { decodePrimary } = await import('./libheif.ts');
  let pixels: Pixels;
  try {
    pixels = decodePrimary(file);
  } catch (error) {
    return { isDone: false, damage: String(error) };
  }
  if (pixels.width !== job.width || pixels.height !== job.height) {
    return { isDone: false, damage: `${pixels.width}×${pixels.height} came out` };
  }
  await writeStoredPng(job.target, pixels, job.icc);
  return { isDone: true };
}

parentPort?.postMessage(await answer());
