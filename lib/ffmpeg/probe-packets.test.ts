import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeVideo } from './probe.ts';
import { type Clips, clipFolder, npmBinaries, picture, playable } from './test-clips.ts';

const binaries = await npmBinaries();
let clips: Clips;
beforeAll(async () => {
  clips = await clipFolder(binaries);
});
afterAll(() => clips.remove());

async function factsOf(name: string, ...keyframes: string[]) {
  const path = await clips.make(name, ...picture('160x120', 8), ...playable, ...keyframes);
  return probeVideo({ binaries, path });
}

test('the keyframes of a stream that is kept are told, as the other sizes repeat them', async () => {
  const { packets } = await factsOf('kept.mp4');
  expect(packets?.keyframeSeconds).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('those of a stream that is encoded anew are not carried from step to step', async () => {
  const facts = await factsOf('rare.mp4', '-g', '1000', '-sc_threshold', '0');
  expect(facts).toMatchObject({ packets: null, durationSeconds: 8 });
});
