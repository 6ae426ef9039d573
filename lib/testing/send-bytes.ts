// Sends a file the way a browser does: to presigned URLs, with the headers of the ticket.
import type { UploadTicket } from '#lib/shared/schemas/upload.ts';

/** Resolves when every byte is stored. Throws when the store refuses a request. */
export async function sendBytes(ticket: UploadTicket, file: Buffer): Promise<void> {
  if (ticket.strategy === 'single') {
    await put(ticket, file);
    return;
  }
  for (const part of ticket.parts) {
    const from = (part.partNumber - 1) * ticket.partSize;
    await put(part, file.subarray(from, from + part.size));
  }
}

async function put(
  { url, headers }: { url: string; headers: Record<string, string> },
  body: Buffer,
): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(body) });
  if (!answer.ok) throw new Error(`the store answered ${answer.status}: ${await answer.text()}`);
}
