// Calls that workers were given and have not answered yet, whichever socket the answer comes over.
import type { Answer } from '../callee.ts';

type OpenCall<Link> = { link: Link; isTaken: boolean; settle: (answer: Answer) => void };

export type OpenCalls<Link> = {
  /** Resolves with the answer, or with why there is none; never later than the limit. */
  open: (id: string, link: Link) => Promise<Answer>;
  /** The worker has it. */
  take: (id: string) => void;
  /** The worker still works on it, and says so over this socket; false when nobody waits for it. */
  keep: (id: string, link: Link) => boolean;
  answer: (id: string, answer: Answer) => void;
  /** What was sent there and not taken never will be. */
  giveUpUntaken: (link: Link, reason: string) => void;
  /** The socket is gone. */
  giveUp: (link: Link, reason: string) => void;
  countOf: (link: Link) => number;
};

export type Limits = {
  /** In which a worker has to say that it took a call. */
  takeWithinMs: number;
  /** In which it has to answer. */
  answerWithinMs: number;
};

/** `onSettled` hears of each call that ends. */
export function createOpenCalls<Link>(limits: Limits, onSettled: () => void): OpenCalls<Link> {
  const calls = new Map<string, OpenCall<Link>>();

  function giveUp(link: Link, reason: string, alsoTaken: boolean): void {
    for (const call of [...calls.values()]) {
      if (call.link !== link || (call.isTaken && !alsoTaken)) continue;
      call.settle({ kind: call.isTaken ? 'interrupted' : 'unavailable', reason });
    }
  }

  return {
    open(id, link) {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      const settle = (answer: Answer) => {
        clearTimeout(untaken);
        clearTimeout(unanswered);
        if (calls.delete(id)) onSettled();
        resolve(answer);
      };
      const untaken = setTimeout(() => {
        if (!calls.get(id)?.isTaken) settle({ kind: 'unavailable', reason: 'no worker took it' });
      }, limits.takeWithinMs);
      const unanswered = setTimeout(() => settle(tooLate(limits)), limits.answerWithinMs);
      calls.set(id, { link, isTaken: false, settle });
      return promise;
    },
    take(id) {
      const call = calls.get(id);
      if (call) call.isTaken = true;
    },
    keep(id, link) {
      const call = calls.get(id);
      if (call) call.link = link;
      return call !== undefined;
    },
    answer: (id, answer) => calls.get(id)?.settle(answer),
    giveUpUntaken: (link, reason) => giveUp(link, reason, false),
    giveUp: (link, reason) => giveUp(link, reason, true),
    countOf: (link) => [...calls.values()].filter((call) => call.link === link).length,
  };
}

/** The step had its time: a failed attempt, as on the real server. */
function tooLate({ answerWithinMs }: Limits): Answer {
  const message = `No answer within ${answerWithinMs / 60_000} minutes`;
  return { kind: 'answered', status: 500, body: { name: 'Error', message }, noRetry: false };
}
