// Programs that ask a server again and again, some at a time, and how long each answer took.
import { Agent, request } from 'node:http';

export type Asked = {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

export type Load = {
  perSecond: number;
  /** Milliseconds until the whole answer was there. */
  p50: number;
  p95: number;
  p99: number;
};

const warmSeconds = 2;

/**
 * Has `lanes` programs ask for `seconds`, each over a connection of its own, the next question once the
 * last is answered. Throws at the first answer that is no success.
 */
export async function loadOf(
  home: string,
  { lanes, seconds }: { lanes: number; seconds: number },
  question: (lane: number) => Asked,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const took: number[] = [];
  const beginsAt = performance.now() + warmSeconds * 1000;
  const endsAt = beginsAt + seconds * 1000;
  const lane = async (number: number) => {
    for (let askedAt = performance.now(); askedAt < endsAt; askedAt = performance.now()) {
      await ask(home, question(number), agent);
      if (askedAt >= beginsAt) took.push(performance.now() - askedAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  } finally {
    agent.destroy();
  }
  return figuresOf(took, seconds);
}

/** The same figures of anything that was timed, in milliseconds. */
export function figuresOf(took: number[], seconds: number): Load {
  const sorted = took.toSorted((a, b) => a - b);
  const share = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return { perSecond: took.length / seconds, p50: share(0.5), p95: share(0.95), p99: share(0.99) };
}

function ask(home: string, { method, path, headers = {}, body }: Asked, agent: Agent) {
  return new Promise<void>((resolve, reject) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request(home + path, { method, agent, headers: { ...headers, ...type } });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      const { statusCode = 0 } = answer;
      const isRefused = statusCode >= 300;
      const said: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => isRefused && said.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        if (!isRefused) return resolve();
        reject(new Error(`${method} ${path}: ${statusCode} ${Buffer.concat(said)}`));
      });
    });
    sent.end(body);
  });
}
