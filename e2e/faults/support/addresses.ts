// Where things of the fault tests are: chosen by their Playwright configuration.
import type { StagePorts } from '#lib/testing/fault-stage/fault-stage.ts';

const port = (name: string) => Number(process.env[`FAULTS_${name}_PORT`]);

export const folder = process.env.FAULTS_FOLDER ?? '';

/** Of the proxies browsers meet. */
export const ports: StagePorts = { app: port('APP_PROXY'), store: port('STORE_PROXY') };

/** Tells how the app runs, once it does. */
export const controlPort = port('CONTROL');
