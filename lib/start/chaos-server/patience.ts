// A client that does not give up: what was not answered, or answered with trouble of the server, is asked again.
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, isPermanent } from '#lib/shared/errors.ts';
import { NotTaken, type Put, putOnce } from '../demo/send-file.ts';
import { NoProblem, type StudioClient } from '../demo/studio-client.ts';

const pauseMs = 250;
const withinSeconds = 180;

export type AnswersHeard = {
  /** By code, how often the API said that it cannot just now. */
  problems: Map<string, number>;
  /** Errors that were not told as the contract has it. */
  noProblems: string[];
};

export function nothingHeard(): AnswersHeard {
  return { problems: new Map(), noProblems: [] };
}

/** The same client with patience: three minutes for each request. Notes what it hears meanwhile. */
export function patientStudio(studio: StudioClient, heard: AnswersHeard): StudioClient {
  const note = (error: unknown) => {
    if (error instanceof NoProblem) heard.noProblems.push(error.message);
    if (!(error instanceof AppError)) return;
    if (isPermanent(error)) throw error;
    heard.problems.set(error.code, (heard.problems.get(error.code) ?? 0) + 1);
  };
  return {
    ...studio,
    request: (...call) => untilDone(() => studio.request(...call), note),
  };
}

/** A store that is away, or has no room, is asked again; one that refuses is not. */
export const patientPut: Put = (signed, body) =>
  untilDone(
    () => putOnce(signed, body),
    (error) => {
      if (error instanceof NotTaken && error.status < 500) throw error;
    },
  );

async function untilDone<Result>(
  work: () => Promise<Result>,
  orThrow: (error: unknown) => void,
): Promise<Result> {
  const deadline = performance.now() + withinSeconds * 1000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      orThrow(error);
      if (performance.now() > deadline) throw error;
    }
    await delay(pauseMs);
  }
}
