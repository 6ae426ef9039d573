import { expect, test } from 'vitest';
import { rethrowAsFailure } from './decode.ts';

function thrownFor(message: string): unknown {
  try {
    rethrowAsFailure(new Error(message));
  } catch (thrown) {
    return thrown;
  }
}

// As libvips and the libraries below it say it.
test.each([
  'vips_tracked: out of memory --- size == 1144MB',
  'VipsJpeg: Insufficient memory (case 4)',
  'pngload: out of memory',
  'webpload: VP8_STATUS_OUT_OF_MEMORY',
  'heifload: Memory allocation error: Unspecified (2.0)',
  'Cannot allocate memory',
  'unable to create thread: Resource temporarily unavailable',
  'unable to open for read: Too many open files',
  'Input file is missing: /media/source',
])('%s: no fault of the file', (message) => {
  const thrown = thrownFor(message);
  expect(thrown).toMatchObject({ message });
  expect(thrown).not.toHaveProperty('code');
});

test.each([
  ['Input image exceeds pixel limit', 'too_many_pixels'],
  ['heifload: Memory allocation error: Security limit exceeded: 40000x40000', 'too_many_pixels'],
  ['Input file contains unsupported image format', 'unsupported_codec'],
  ['heifload: Unsupported feature: Unsupported codec (4.3000)', 'unsupported_codec'],
  ['heif: Support for this compression format has not been built in: HEVC', 'unsupported_codec'],
  ['VipsJpeg: premature end of JPEG image', 'corrupt_file'],
  ['pngload: libspng read error', 'corrupt_file'],
])('%s: %s', (message, code) => {
  expect(thrownFor(message)).toMatchObject({ name: 'MediaFailure', code });
});
