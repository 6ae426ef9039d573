// Draws small pictures of large files, few at a time, so that scrolling stays smooth.

const atOnce = 2;
/** Sharp on the small picture of a row, on any screen. */
const edgeOfRow = 96;

let running = 0;
const inLine: (() => void)[] = [];

/**
 * Fills the canvas with a square cut from the middle of the picture. Waits for its turn; does nothing
 * more once aborted. Answers whether it drew; a picture this browser cannot read is not drawn.
 */
export async function drawThumbnail(
  file: Blob,
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
  edgePixels = edgeOfRow,
): Promise<boolean> {
  if (running >= atOnce) await new Promise<void>((resolve) => inLine.push(resolve));
  else running += 1;
  try {
    return !signal.aborted && (await draw(file, canvas, signal, edgePixels));
  } catch {
    return false;
  } finally {
    const next = inLine.shift();
    if (next) next();
    else running -= 1;
  }
}

async function draw(
  file: Blob,
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
  edgePixels: number,
): Promise<boolean> {
  const bitmap = await createImageBitmap(file, {
    resizeHeight: edgePixels,
    resizeQuality: 'medium',
  });
  try {
    if (signal.aborted) return false;
    const context = canvas.getContext('2d');
    if (!context) return false;
    canvas.width = edgePixels;
    canvas.height = edgePixels;
    const scale = Math.max(edgePixels / bitmap.width, edgePixels / bitmap.height);
    const width = bitmap.width * scale;
    const height = bitmap.height * scale;
    context.drawImage(bitmap, (edgePixels - width) / 2, (edgePixels - height) / 2, width, height);
    return true;
  } finally {
    bitmap.close();
  }
}
