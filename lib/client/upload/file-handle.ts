// Keeps hold of a file on disk from one visit to the next, where the browser can.

/** Not in TypeScript's library yet; Chromium alone has them (WICG File System Access). */
type AskingHandle = FileSystemFileHandle & {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
};

/** The handle that comes with a dropped file (file-selector attaches it), if there is one. */
export function handleOf(file: File): FileSystemFileHandle | null {
  const { handle } = file as File & { handle?: unknown };
  return isFileHandle(handle) ? handle : null;
}

/** The file, with a handle that `handleOf` finds again: copies sent to other tabs lose theirs. */
export function withHandle(file: File, handle: FileSystemFileHandle | null): File {
  if (handle && !handleOf(file)) Object.defineProperty(file, 'handle', { value: handle });
  return file;
}

/**
 * Reads the file as it is on disk now; never throws. `permission`: the person has to allow it, which
 * only works from a click and with `ask`. `gone`: deleted, moved or refused, only another pick helps.
 */
export async function readAgain(
  handle: FileSystemFileHandle,
  { ask }: { ask: boolean },
): Promise<File | 'permission' | 'gone'> {
  const asking: AskingHandle = handle;
  try {
    let permission = (await asking.queryPermission?.({ mode: 'read' })) ?? 'granted';
    if (permission === 'prompt' && ask) {
      permission = (await asking.requestPermission?.({ mode: 'read' })) ?? permission;
    }
    if (permission === 'prompt') return 'permission';
    if (permission === 'denied') return 'gone';
    return withHandle(await handle.getFile(), handle);
  } catch (error) {
    // Asked outside of a click, or the permission went in between.
    const name = error instanceof Error ? error.name : '';
    return name === 'SecurityError' || name === 'NotAllowedError' ? 'permission' : 'gone';
  }
}

function isFileHandle(value: unknown): value is FileSystemFileHandle {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'file' &&
    'getFile' in value
  );
}
