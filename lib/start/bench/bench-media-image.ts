// All sizes of a camera's picture: ours beside bare sharp.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVariants } from '#lib/images/variants.ts';
import { makeBareVariants } from '#lib/testing/bare-variants.ts';
import { samplePicture } from '#lib/testing/sample-pictures.ts';
import { type Cost, costOf } from './cost-of.ts';
import { type Figure, median, overheadFigure } from './figures.ts';
import type { Stage } from './stage.ts';

const size = { width: 6000, height: 4000 };
/** Each takes a fraction of a second: many, so that one that was disturbed does not count. */
const rounds = 21;
const mostOverhead = 1.1;

export async function benchMediaImage({ folder }: Stage): Promise<Figure[]> {
  const path = join(folder, 'camera.jpg');
  await writeFile(path, await samplePicture({ ...size, format: 'jpeg' }));
  const ours: Cost[] = [];
  const bare: Cost[] = [];
  // The first of each finds nothing in any cache.
  for (let round = 0; round <= rounds; round += 1) {
    const bareCost = await costOf(() => makeBareVariants(path));
    const ourCost = await costOf(() => makeVariants(path));
    if (round === 0) continue;
    bare.push(bareCost);
    ours.push(ourCost);
  }
  const seconds = (costs: Cost[]) => median(costs.map((cost) => cost.seconds));
  const used = (costs: Cost[]) => median(costs.map((cost) => cost.processorSeconds));
  return [
    overheadFigure({
      what: '(c) 24 megapixels as JPEG: all sizes, facts, placeholder',
      seconds: seconds(ours),
      floor: 'bare sharp, one decode, the same sizes',
      floorSeconds: seconds(bare),
      atMost: mostOverhead,
    }),
    {
      what: '(c) seconds of processor for it',
      measured: `${used(ours).toFixed(2)} s`,
      against: `bare sharp: ${used(bare).toFixed(2)} s`,
      ratio: used(ours) / used(bare),
    },
  ];
}
