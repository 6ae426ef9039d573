// What the tabs of one person say to each other about the one queue.
import type { WireCommand } from './queue-commands.ts';
import type { WireUpload } from './upload-wire.ts';

/** `from` and `to` are tabs; a tab that owns the queue is the only one to send `all`, `changes`, `done`. */
export type QueueMessage =
  /** A tab has come, and wants to know. */
  | { kind: 'hello'; from: string }
  | { kind: 'bye'; from: string }
  /** The whole list: to a tab that asked, or to all (null) from a tab that has just become the owner. */
  | { kind: 'all'; from: string; to: string | null; uploads: WireUpload[] }
  /** The uploads that changed, and the ids of all when one came, went or moved. */
  | { kind: 'changes'; from: string; uploads: WireUpload[]; order: string[] | null }
  | { kind: 'command'; from: string; id: string; command: WireCommand }
  /** The command was carried out, and what it changed was sent. */
  | { kind: 'done'; from: string; to: string; id: string };

export type Channel = Pick<BroadcastChannel, 'addEventListener' | 'close'> & {
  postMessage(message: QueueMessage): void;
};
