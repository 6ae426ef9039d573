// Preloaded with --import: makes the HTTP servers of this process tell which process they are.
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { instanceHeader, instanceVariable } from './instance.ts';

const instanceId = process.env[instanceVariable];

if (instanceId) {
  // From outside the servers, because one of them is not our code.
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.headers[instanceHeader] !== undefined) {
      response.setHeader(instanceHeader, instanceId);
    }
  });
}
