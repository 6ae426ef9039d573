// Runs one of the project's Node tools to its end.
import { spawnAttached } from '#lib/embedded/processes/spawn-attached.ts';

export type ToolResult = { exitCode: number; output: string };

/** Resolves with all the tool said, however it ended. `onOutput` hears it as it comes. */
export function runTool(
  args: string[],
  variables: Record<string, string> = {},
  onOutput: (text: string) => void = () => {},
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawnAttached(args, variables, 'pipe');
    const chunks: string[] = [];
    const hear = (chunk: Buffer) => {
      const text = chunk.toString();
      chunks.push(text);
      onOutput(text);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output: chunks.join('') }));
  });
}

const longestMessageLines = 300;

/** As `runTool`, but throws with what the tool said when it fails. */
export async function runToolOrThrow(
  what: string,
  args: string[],
  variables: Record<string, string> = {},
): Promise<void> {
  const { exitCode, output } = await runTool(args, variables);
  if (exitCode !== 0) {
    const lines = output.trimEnd().split('\n').slice(-longestMessageLines);
    throw new Error(`${what} failed (exit code ${exitCode}):\n${lines.join('\n')}`);
  }
}
