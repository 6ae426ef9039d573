// Asks libheif, compiled to WebAssembly, for the pixels of a HEIC file.
import 'server-only';
import libheif, { type HeifImageHandle } from 'libheif-js/wasm-bundle.js';
import type { Pixels } from './stored-png.ts';

/**
 * The primary picture of the file, upright, in eight bits, with alpha where it has some. The pixels lie
 * in the decoder's memory and stay until the thread ends: one picture a thread. Throws when it cannot.
 */
export function decodePrimary(file: Uint8Array): Pixels {
  const context = libheif.heif_context_alloc();
  const { code, message } = libheif.heif_context_read_from_memory(context, file);
  if (code !== libheif.heif_error_code.heif_error_Ok) throw new Error(message);
  const handle = libheif.heif_js_context_get_primary_image_handle(context);
  if ('code' in handle) throw new Error(handle.message);
  return pixelsOf(handle);
}

function pixelsOf(handle: HeifImageHandle): Pixels {
  const { heif_colorspace, heif_chroma, heif_channel } = libheif;
  const hasAlpha = Boolean(libheif.heif_image_handle_has_alpha_channel(handle));
  const { heif_chroma_interleaved_RGB: opaque, heif_chroma_interleaved_RGBA: clear } = heif_chroma;
  const image = libheif.heif_js_decode_image2(
    handle,
    heif_colorspace.heif_colorspace_RGB,
    hasAlpha ? clear : opaque,
  );
  if ('code' in image) throw new Error(image.message);
  const plane = image.channels.find(({ id }) => id === heif_channel.heif_channel_interleaved);
  if (!plane) throw new Error('no pixels came out');
  const { width, height, stride, data } = plane;
  const pixels: Pixels = { width, height, stride, data, channels: hasAlpha ? 4 : 3 };
  if (libheif.heif_image_handle_is_premultiplied_alpha(handle)) divideByAlpha(pixels);
  return pixels;
}

/** In place. What is wholly clear has no colour to bring back. */
function divideByAlpha({ width, height, stride, data }: Pixels): void {
  for (let row = 0; row < height; row++) {
    for (let at = row * stride; at < row * stride + width * 4; at += 4) {
      const alpha = data[at + 3] ?? 0;
      if (alpha === 0 || alpha === 255) continue;
      for (let colour = at; colour < at + 3; colour++) {
        data[colour] = Math.min(255, Math.round(((data[colour] ?? 0) * 255) / alpha));
      }
    }
  }
}
