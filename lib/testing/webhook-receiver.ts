// A receiver of webhooks on this machine: keeps what it got, answers what it is told to.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedWebhook = { headers: IncomingHttpHeaders; body: string };

export type WebhookReceiver = {
  url: string;
  got: ReceivedWebhook[];
  /** What it answers from now on; a function may wait. */
  answer: (message: ReceivedWebhook) => Promise<number> | number;
  close(): void;
};

/** Answers 204 unless told. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const got: ReceivedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const message = { headers: request.headers, body: Buffer.concat(chunks).toString() };
    got.push(message);
    const status = await receiver.answer(message);
    response.writeHead(status).end(status === 204 ? undefined : `answered ${status}`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: WebhookReceiver = {
    ...{ url: `http://127.0.0.1:${port}/hook`, got, answer: () => 204 },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}
