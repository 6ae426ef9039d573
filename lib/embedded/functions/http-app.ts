// The app that is called over HTTP, as somebody who takes calls.
import type { AppClient } from './app-client.ts';
import type { Callee } from './callee.ts';
import type { Runner } from './context.ts';

/** Takes as many calls at once as the settings say, while the app answers. */
export function httpApp(runner: Runner, client: AppClient): Callee {
  const { app, registry, settings } = runner;
  let calling = 0;
  return {
    isReachable: () => app.reachable,
    free: () => ({
      functionIds: registry.idsOf('http'),
      count: app.reachable ? settings.workers - calling : 0,
    }),
    async call(call) {
      calling += 1;
      const answer = await client.call(call);
      calling -= 1;
      if (answer.kind !== 'answered' && !runner.stopped) {
        app.reachable = false;
        runner.resync();
      }
      return answer;
    },
  };
}
