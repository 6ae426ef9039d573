// Which moments of a film are worth being its poster: neither dark, nor empty, nor blurred.

/** Some moments of each stretch of the film, evenly spread; never the very first or last one. */
export function candidateMoments(durationSeconds: number, stretches: number, each = 2): number[][] {
  const count = stretches * each;
  const moment = (index: number) => (durationSeconds * (index + 0.5)) / count;
  return Array.from({ length: stretches }, (_, stretch) =>
    Array.from({ length: each }, (_, index) => moment(stretch * each + index)),
  );
}

/**
 * How much there is to be seen in a picture of RGBA pixels: 0 for one colour, more for contrast and
 * sharp edges, little for what is nearly black or white.
 */
export function pictureScore({ data, width, height }: Picture): number {
  const light = luminance(data);
  const mean = average(light);
  const contrast = Math.sqrt(average(light.map((value) => (value - mean) ** 2)));
  // In the middle of the scale is 1, at both ends 0.
  const exposure = 1 - Math.abs(mean - 128) / 128;
  return contrast * exposure * (1 + Math.sqrt(edges(light, width, height)));
}

type Picture = { data: Uint8ClampedArray; width: number; height: number };

/** ITU-R BT.709. */
function luminance(data: Uint8ClampedArray): Float32Array {
  const light = new Float32Array(data.length / 4);
  for (let pixel = 0; pixel < light.length; pixel += 1) {
    const at = pixel * 4;
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
    light[pixel] = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  return light;
}

/** The mean of what a Laplacian leaves: a blurred picture has few places where the light turns. */
function edges(light: Float32Array, width: number, height: number): number {
  const lightAt = (x: number, y: number) => light[y * width + x] ?? 0;
  let sum = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const around = lightAt(x - 1, y) + lightAt(x + 1, y) + lightAt(x, y - 1) + lightAt(x, y + 1);
      sum += Math.abs(4 * lightAt(x, y) - around);
    }
  }
  return sum / Math.max(1, (width - 2) * (height - 2));
}

function average(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
