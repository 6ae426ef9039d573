// One call of ffmpeg as data: what is read, what is written, with which options.
import 'server-only';

export type FfmpegInput = { options: readonly string[]; path: string };
export type FfmpegOutput = { options: readonly string[]; path: string };

/** Plans make jobs, runners run them; neither knows the other. */
export type FfmpegJob = {
  inputs: readonly FfmpegInput[];
  /** A filter graph shared by several outputs (`-filter_complex`). */
  graph?: string;
  outputs: readonly FfmpegOutput[];
};

/** The whole argument list of a job, for a runner that starts the process itself. */
export function jobArguments(job: FfmpegJob): string[] {
  return [
    ...quiet,
    '-y',
    ...job.inputs.flatMap(({ options, path }) => [...options, '-i', path]),
    ...(job.graph ? ['-filter_complex', job.graph] : []),
    ...job.outputs.flatMap(({ options, path }) => [...options, path]),
  ];
}

/** Never wait for a keyboard, and say only what went wrong. */
export const quiet: readonly string[] = ['-nostdin', '-hide_banner', '-loglevel', 'error'];
