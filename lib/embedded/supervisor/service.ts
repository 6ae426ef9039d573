// What the supervisor is told about a process it keeps running.
import { instanceHeader } from '../processes/instance.ts';

export type Service = {
  /** Names its log and pid files. */
  name: string;
  /** Asked before every start of the process: an address may have changed since the last one. */
  command(): Command | Promise<Command>;
  /** Its words go to its log file, or to our terminal. */
  output?: 'log' | 'terminal';
  /**
   * Resolves true when the process does its work; throwing counts as no. It has to tell the process
   * from a stranger on the same port: by `instanceId`, which only this process was given.
   */
  isHealthy(instanceId: string): Promise<boolean>;
  startWithinSeconds: number;
  stopWithinSeconds: number;
  /** How long it may give no answer before it is started anew, when that is longer than for others. */
  mayBeSilentSeconds?: number;
};

export type Command = {
  /** Arguments of `node`, relative to the project folder. */
  args: string[];
  /** Added to our own environment. */
  variables: Record<string, string>;
};

/** Whether this very process answers here, whatever it says. */
export async function answersHttp(url: string, instanceId: string): Promise<boolean> {
  return (await askInstance(url)).instanceId === instanceId;
}

/** Whether this very process answers 200 here. */
export async function answersOk(url: string, instanceId: string): Promise<boolean> {
  const answer = await askInstance(url);
  return answer.instanceId === instanceId && answer.status === 200;
}

async function askInstance(url: string): Promise<{ status: number; instanceId: string | null }> {
  const response = await fetch(url, {
    headers: { [instanceHeader]: '?' },
    redirect: 'manual',
    signal: AbortSignal.timeout(5000),
  });
  await response.body?.cancel();
  return { status: response.status, instanceId: response.headers.get(instanceHeader) };
}
