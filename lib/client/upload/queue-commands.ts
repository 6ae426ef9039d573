// What a person can ask of the queue, as data, so that any tab can ask whichever tab runs it.

import type { NewUpload, UploadQueue } from './upload-queue.ts';
import { decodeFile, encodeFile, type WireFile } from './upload-wire.ts';

/** Ids are made by the tab that asks, which needs them before any answer. */
export type NamedUpload = NewUpload & { id: string };

/**
 * What runs the uploads of one tab. `take` shows the files in `snapshot()` before it returns, and
 * each change of an upload makes a new object of it.
 */
export type OwnedEngine = Omit<UploadQueue, 'add'> & {
  take(files: readonly NamedUpload[]): void;
};

type OneUpload =
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'retry'
  | 'dismiss'
  | 'takeExisting'
  | 'uploadAnyway';
type NoUpload = 'pauseAll' | 'resumeAll' | 'signedIn';

/** `F` is how files are held: as they are, or as they travel. */
type CommandWith<F> =
  | { name: 'take'; files: readonly (Omit<NamedUpload, 'file'> & { file: F })[] }
  | { name: 'goOn'; upload: string; file: F | undefined }
  | { name: 'release'; slots: readonly string[] }
  | { name: OneUpload; upload: string }
  | { name: NoUpload };
export type Command = CommandWith<File>;
export type WireCommand = CommandWith<WireFile>;

/** Files that are there already are not taken again: a command may arrive twice. */
export function runCommand(engine: OwnedEngine, command: Command): void {
  switch (command.name) {
    case 'take': {
      const known = new Set(engine.snapshot().map(({ id }) => id));
      const files = command.files.filter(({ id }) => !known.has(id));
      if (files.length > 0) engine.take(files);
      return;
    }
    case 'goOn':
      engine.goOn(command.upload, command.file);
      return;
    case 'release':
      engine.release(command.slots);
      return;
    case 'pauseAll':
    case 'resumeAll':
    case 'signedIn':
      engine[command.name]();
      return;
    default:
      engine[command.name](command.upload);
  }
}

export const encodeCommand = (command: Command): WireCommand => mapFiles(command, encodeFile);
export const decodeCommand = (command: WireCommand): Command => mapFiles(command, decodeFile);

function mapFiles<From, To>(command: CommandWith<From>, map: (file: From) => To): CommandWith<To> {
  if (command.name === 'take') {
    const files = command.files.map((each) => ({ ...each, file: map(each.file) }));
    return { name: 'take', files };
  }
  if (command.name === 'goOn') {
    return { ...command, file: command.file === undefined ? undefined : map(command.file) };
  }
  return command;
}
