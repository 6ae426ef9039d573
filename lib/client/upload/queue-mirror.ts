// A tab that does not run the uploads: shows them as the owner tells, and asks the owner.
import { newId } from '../new-id.ts';
import { type Command, encodeCommand, type NamedUpload } from './queue-commands.ts';
import type { QueueMessage } from './queue-messages.ts';
import type { Upload } from './upload.ts';
import { decodeUpload } from './upload-wire.ts';

type Asked = { id: string; command: Command };

export class QueueMirror {
  readonly #tab: string;
  readonly #post: (message: QueueMessage) => void;
  readonly #onChange: () => void;
  #owner: string | null = null;
  #told: readonly Upload[] = [];
  /** Not known to be carried out: an owner may close with a message on its way. */
  #asked: readonly Asked[] = [];
  #shown: readonly Upload[] = [];

  constructor(tab: string, post: (message: QueueMessage) => void, onChange: () => void) {
    this.#tab = tab;
    this.#post = post;
    this.#onChange = onChange;
    this.#post({ kind: 'hello', from: tab });
  }

  get hasOwner(): boolean {
    return this.#owner !== null;
  }

  snapshot = (): readonly Upload[] => this.#shown;

  ask(command: Command): void {
    const asked = { id: newId(), command };
    this.#asked = [...this.#asked, asked];
    if (this.#owner) this.#send(asked);
    if (command.name === 'take') this.#show();
  }

  hear(message: QueueMessage): void {
    if (message.kind === 'all' && (message.to ?? this.#tab) === this.#tab) {
      const isNew = this.#owner !== message.from;
      this.#owner = message.from;
      this.#told = message.uploads.map((wire) => decodeUpload(wire));
      if (isNew) for (const asked of this.#asked) this.#send(asked);
      this.#show();
    } else if (message.kind === 'changes' && message.from === this.#owner) {
      this.#change(message);
      this.#show();
    } else if (message.kind === 'done' && message.to === this.#tab) {
      this.#asked = this.#asked.filter(({ id }) => id !== message.id);
      this.#show();
    }
  }

  /** What the next owner needs: the uploads with their files, and what is still to be done. */
  handOver(): { uploads: readonly Upload[]; commands: readonly Command[] } {
    return { uploads: this.#told, commands: this.#asked.map(({ command }) => command) };
  }

  #change({ uploads, order }: Extract<QueueMessage, { kind: 'changes' }>): void {
    const known = new Map(this.#told.map((upload) => [upload.id, upload]));
    for (const wire of uploads) known.set(wire.id, decodeUpload(wire, known.get(wire.id)));
    this.#told = (order ?? [...known.keys()]).flatMap((id) => known.get(id) ?? []);
  }

  #send({ id, command }: Asked): void {
    this.#post({ kind: 'command', from: this.#tab, id, command: encodeCommand(command) });
  }

  /** Files added in this tab are shown before the owner has heard of them. */
  #show(): void {
    const told = new Set(this.#told.map(({ id }) => id));
    const own = this.#asked.flatMap(({ command }) =>
      command.name === 'take' ? command.files : [],
    );
    const added = own.filter(({ id }) => !told.has(id));
    const before = new Map(this.#shown.map((upload) => [upload.id, upload]));
    this.#shown = [...this.#told, ...added.map((each) => before.get(each.id) ?? queued(each))];
    this.#onChange();
  }
}

function queued({ file, ...rest }: NamedUpload): Upload {
  return {
    ...rest,
    fileName: file.name,
    byteSize: file.size,
    file,
    uploadId: null,
    mediaId: null,
    isShared: false,
    state: { name: 'queued' },
  };
}
