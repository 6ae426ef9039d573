// Tells whatever would go on for ever that this process is to end.
import 'server-only';

// Next bundles a module more than once; the process is told once.
const kept = globalThis as { cutroomStopping?: AbortSignal };

/** Aborts when the process is asked to end; it is then given some seconds. */
export function stopping(): AbortSignal {
  if (!kept.cutroomStopping) {
    const controller = new AbortController();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => controller.abort());
    }
    kept.cutroomStopping = controller.signal;
  }
  return kept.cutroomStopping;
}
