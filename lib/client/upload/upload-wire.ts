// Carries uploads and files from one tab to another.
import { decodeError, encodeError, type WireError } from './error-wire.ts';
import { handleOf, withHandle } from './file-handle.ts';
import type { Upload, UploadFailure, UploadState } from './upload.ts';

/** Copies of a file keep its bytes on disk, but not what was attached to the object. */
export type WireFile = { file: File; type: string; handle: FileSystemFileHandle | null };

type WireState =
  | Exclude<UploadState, { name: 'failed' }>
  | {
      name: 'failed';
      failure:
        | { during: 'upload'; error: WireError }
        | Exclude<UploadFailure, { during: 'upload' }>;
    };

/** `same`: the file that was sent with an earlier message. */
export type WireUpload = Omit<Upload, 'file' | 'state'> & {
  file: WireFile | 'same' | null;
  state: WireState;
};

export function encodeFile(file: File): WireFile {
  return { file, type: file.type, handle: handleOf(file) };
}

export function decodeFile({ file, type, handle }: WireFile): File {
  // file-selector tells the type of some files that browsers do not know.
  if (file.type !== type) Object.defineProperty(file, 'type', { value: type });
  return withHandle(file, handle);
}

/** `before` is the upload as the other tabs have it. */
export function encodeUpload(upload: Upload, before?: Upload): WireUpload {
  const { file, state } = upload;
  const isSameFile = file !== null && file === before?.file;
  return {
    ...upload,
    file: isSameFile ? 'same' : file && encodeFile(file),
    state:
      state.name === 'failed' && state.failure.during === 'upload'
        ? { name: 'failed', failure: { during: 'upload', error: encodeError(state.failure.error) } }
        : (state as WireState),
  };
}

/** `before` is the upload as this tab has it. */
export function decodeUpload(wire: WireUpload, before?: Upload): Upload {
  const { file, state } = wire;
  return {
    ...wire,
    file: file === 'same' ? (before?.file ?? null) : file && decodeFile(file),
    state:
      state.name === 'failed' && state.failure.during === 'upload'
        ? { name: 'failed', failure: { during: 'upload', error: decodeError(state.failure.error) } }
        : (state as UploadState),
  };
}
