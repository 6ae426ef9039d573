// How a server proves to whoever started it that it is that process, and not a stranger on its port.

/** Holds the id, made anew for each start of a process. */
export const instanceVariable = 'INSTANCE_ID';

/** On a request it asks for the id; on the response it carries it. */
export const instanceHeader = 'instance-id';

/** For `--import`: every HTTP server of the process then answers the question. */
export const provePreload = new URL('./prove-instance.ts', import.meta.url).href;
