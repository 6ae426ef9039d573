// What is asked of the process that decodes a HEIC picture, and what it answers.
import 'server-only';

export type HeicJob = {
  source: string;
  /** Where the PNG goes. */
  target: string;
  /** As the header says: a picture of another size is not what was examined. */
  width: number;
  height: number;
  icc?: Uint8Array | undefined;
  /** What the decoder may take for everything it holds. */
  memoryBytes: number;
};

/** `damage`: what is wrong with the file. */
export type HeicAnswer = { isDone: true } | { isDone: false; damage: string };
