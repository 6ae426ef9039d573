// Who is told of what an audit finds, as it finds it.
import 'server-only';
import type { ListedObject, OpenMultipart } from '../storage/storage.ts';
import type { NamedObject } from './named-objects.ts';

/** The walk waits for what they do with finds, so they see a batch at a time however much is found. */
export type Listeners = {
  /** How many objects were looked at so far. */
  onProgress?(objects: number): void;
  onOrphans?(objects: ListedObject[]): Promise<void>;
  onOrphanSessions?(sessions: OpenMultipart[]): Promise<void>;
  onMissing?(named: NamedObject[]): Promise<void>;
};
