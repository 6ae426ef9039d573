// Times steps one after another and prints them as a table.

export type StepRow = { step: string; ms: number; note: string };

export type Steps = {
  /** Runs one step; `note` says afterwards what came of it. */
  run<Result>(
    step: string,
    work: () => Promise<Result>,
    note: (result: Result) => string,
  ): Promise<Result>;
  rows: StepRow[];
};

export function startSteps(tell: (message: string) => void): Steps {
  const rows: StepRow[] = [];
  return {
    rows,
    async run(step, work, note) {
      tell(`${step} …`);
      const startedAt = performance.now();
      const result = await work();
      rows.push({ step, ms: performance.now() - startedAt, note: note(result) });
      return result;
    },
  };
}

/** A table of text, columns as wide as they need to be. */
export function tableOf(header: string[], rows: string[][]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(header),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.map(line),
  ].join('\n');
}

export function megabytes(byteSize: number): string {
  return `${(byteSize / 1e6).toFixed(1)} MB`;
}
