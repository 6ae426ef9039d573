// Bounds what WebAssembly takes in this thread: no option of Node or V8 does.
import 'server-only';

const pageBytes = 65_536;

/**
 * From now on, memory that would grow beyond `mostBytes` does not: whoever asks is told as where a
 * machine has no more. Programs made by Emscripten grow by this call only.
 */
export function limitWasmMemory(mostBytes: number): void {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (this: WebAssembly.Memory, pages: number) {
    if (this.buffer.byteLength + pages * pageBytes > mostBytes) {
      throw new RangeError(`no more than ${mostBytes} bytes are allowed`);
    }
    return grow.call(this, pages);
  };
}
