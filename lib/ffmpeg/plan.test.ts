// The plan is data: what each kind of source leads to.
import { describe, expect, test } from 'vitest';
import { jobArguments } from './job.ts';
import { shortcomings } from './picture-filters.ts';
import { planLadder, planPoster, posterSeconds } from './plan.ts';
import type { AudioFacts, VideoFacts } from './video-facts.ts';

const stereo: AudioFacts = {
  ...{ index: 1, codec: 'aac', profile: 'LC', channels: 2, sampleRate: 48000, startSeconds: 0 },
};
/** Plays everywhere as it is. */
const playable: VideoFacts = {
  ...{ container: 'mov,mp4,m4a,3gp,3g2,mj2', durationSeconds: 10, width: 1280, height: 720 },
  ...{ rotation: 0, sampleAspectRatio: 1, framesPerSecond: 30, isVariableFrameRate: false },
  ...{ isInterlaced: false, hdrTransfer: null, bitrate: 3_000_000, audio: [stereo] },
  video: {
    ...{ index: 0, codec: 'h264', profile: 'High', level: 31, pixelFormat: 'yuv420p' },
    ...{ startSeconds: 0, durationSeconds: 10 },
  },
  packets: {
    ...{ keyframeSeconds: [0, 3.3366, 6.6733], endSeconds: 10, isSteady: true, isClean: true },
  },
};
const hevc: VideoFacts = {
  ...playable,
  video: { ...playable.video, codec: 'hevc' },
  packets: null,
};

const capable = { hasFpsMode: true, hasBwdif: true, canTonemap: true };
const bare = { hasFpsMode: false, hasBwdif: false, canTonemap: false };

function plan(facts: VideoFacts, capabilities = capable) {
  const profile = { preset: 'veryfast', crf: 23 } as const;
  return planLadder({ facts, profile, capabilities, source: '/in/a.mp4', folder: '/out' });
}
const options = (facts: VideoFacts, rung: number, capabilities = capable) =>
  plan(facts, capabilities).job.outputs[rung]?.options.join(' ') ?? '';

describe('one decode', () => {
  test('each rung is scaled from the one above', () => {
    expect(plan(hevc).job.graph).toBe(
      '[0:0]scale=1280:720:flags=bicubic:out_range=tv,setsar=1,format=yuv420p,split[v0][below1];' +
        '[below1]scale=854:480:flags=bicubic:out_range=tv,setsar=1,split[v1][below2];' +
        '[below2]scale=640:360:flags=bicubic:out_range=tv,setsar=1[v2]',
    );
    const args = jobArguments(plan(hevc).job);
    expect(args.filter((word) => word === '-i')).toHaveLength(1);
    expect(plan(hevc).rungs.map(({ fileName }) => fileName)).toEqual([
      ...['720p.mp4', '480p.mp4', '360p.mp4'],
    ]);
  });

  test('a source of one rung needs no split', () => {
    expect(plan({ ...hevc, width: 320, height: 180 }).job.graph).toBe(
      '[0:0]scale=320:180:flags=bicubic:out_range=tv,setsar=1,format=yuv420p[v0]',
    );
  });

  test('what came from outside is read with the limits, before its name', () => {
    const args = jobArguments(plan(hevc).job).join(' ');
    expect(args).toMatch(
      /-protocol_whitelist file -format_whitelist \S+ -max_pixels \d+ -i \/in\/a.mp4/,
    );
    expect(args).not.toMatch(/format_whitelist \S*(hls|concat|dash)/);
  });

  test('the installation chooses preset and quality', () => {
    expect(options(hevc, 0)).toContain('-preset veryfast -crf 23');
    expect(options(hevc, 0)).toContain('-maxrate 4000k -bufsize 8000k');
  });

  test('sound goes with the first rung only, and personal metadata with none', () => {
    expect(options(hevc, 0)).toContain('-map 0:1');
    expect(options(hevc, 0)).toContain('+faststart');
    for (const rung of [0, 1, 2]) expect(options(hevc, rung)).toContain('-map_metadata -1');
    for (const rung of [1, 2]) expect(options(hevc, rung)).not.toMatch(/-map 0:|-c:a/);
  });

  test('the smallest can be watched while it grows, with a sound of its own', () => {
    const profile = { preset: 'veryfast', crf: 23 } as const;
    const growing = planLadder({
      ...{ facts: hevc, profile, capabilities: capable, source: '/in/a.mp4', folder: '/out' },
      growsIn: '/early',
    });
    const outputs = growing.job.outputs.map(({ path }) => path);
    expect(outputs).toEqual([
      ...['/out/720p.mp4', '/out/480p.mp4'],
      expect.stringMatching(
        /^\[f=mp4:select=v\]\/out\/360p\.mp4\|\[f=hls:.*\]\/early\/made\.m3u8$/,
      ),
    ]);
    const smallest = growing.job.outputs[2]?.options.join(' ');
    expect(smallest).toMatch(/-map 0:1 -c:a aac.* -max_muxing_queue_size 4096 .*-f tee$/);
    expect(growing.rungs).toEqual(plan(hevc).rungs);
    const kept = { ...playable, width: 320, height: 180 };
    const copied = planLadder({
      ...{ facts: kept, profile, capabilities: capable, source: '/in/a.mp4', folder: '/out' },
      growsIn: '/early',
    });
    expect(copied.job).toEqual(plan(kept).job);
  });

  test('all rungs force the same keyframes and make no others', () => {
    const keys = [0, 1, 2].map((i) => /-force_key_frames (\S+)/.exec(options(hevc, i))?.[1]);
    expect(new Set(keys)).toEqual(
      new Set(['expr:if(isnan(prev_forced_t),1,gte(t,prev_forced_t+1.999))']),
    );
    for (const i of [0, 1, 2]) expect(options(hevc, i)).toContain('-sc_threshold 0 -g 600');
  });

  test('frames keep their times, as the build spells it', () => {
    expect(options(hevc, 2)).toContain('-fps_mode vfr');
    expect(options(hevc, 2, bare)).toContain('-vsync vfr');
    expect(options(hevc, 2, bare)).not.toContain('fps_mode');
    expect(options({ ...hevc, isVariableFrameRate: true }, 0)).toContain('-bf 0');
    expect(options(hevc, 0)).not.toContain('-bf');
  });
});

describe('pictures that need more', () => {
  const graph = (facts: Partial<VideoFacts>, capabilities = capable) =>
    plan({ ...hevc, ...facts }, capabilities).job.graph ?? '';

  test('interlaced: before anything else', () => {
    expect(graph({ isInterlaced: true })).toMatch(
      /^\[0:0\]bwdif=mode=send_frame:deint=interlaced,scale/,
    );
    expect(graph({ isInterlaced: true }, bare)).toMatch(/^\[0:0\]yadif=mode=send_frame:/);
  });

  test('HDR: tone mapped after scaling, once, where the build can', () => {
    const mapped = graph({ hdrTransfer: 'arib-std-b67' });
    expect(mapped).toMatch(
      /scale=1280:720\S*?,zscale=tin=arib-std-b67.*tonemap=hable.*format=yuv420p,split/,
    );
    expect(mapped.match(/tonemap=tonemap/g)).toHaveLength(1);
    expect(graph({ hdrTransfer: 'smpte2084' }, bare)).not.toContain('zscale');
    const hdr = { ...hevc, hdrTransfer: 'smpte2084' as const };
    expect([shortcomings(hdr, bare), shortcomings(hdr, capable)]).toEqual([['not_tonemapped'], []]);
  });

  test.each([
    [120, true],
    [60, false],
    [59.94, false],
  ])('%s frames a second', (framesPerSecond, isCapped) => {
    expect(graph({ framesPerSecond }).includes('fps=60')).toBe(isCapped);
  });

  test('4K is decoded and scaled to 1080 first', () => {
    expect(graph({ width: 3840, height: 2160 })).toMatch(/^\[0:0\]scale=1920:1080/);
  });
});

describe('sound', () => {
  test('none', () => {
    expect(options({ ...hevc, audio: [] }, 0)).not.toMatch(/-c:a|-map 0:1/);
  });

  test('5.1 is encoded as stereo with its gaps filled', () => {
    const surround = { ...hevc, audio: [{ ...stereo, codec: 'ac3', channels: 6 }] };
    expect(options(surround, 0)).toContain('-c:a aac -b:a 128k -ac 2 -ar 48000');
    expect(options(surround, 0)).toContain('aresample=async=1:first_pts=0');
  });
});

describe('keeping the stream', () => {
  test('the top rung is copied, the others follow its keyframes, never later than they are', () => {
    const { job, rungs } = plan(playable);
    expect(rungs.map(({ isCopy }) => isCopy)).toEqual([true, false, false]);
    expect(options(playable, 0)).toContain('-map 0:0 -c:v copy -map 0:1 -c:a copy');
    expect(options(playable, 0)).not.toContain('libx264');
    expect(options(playable, 1)).toContain('-force_key_frames 0.000,3.336,6.673');
    expect(job.graph).toMatch(/^\[0:0\]scale=854:480.*\[v0\]\[below1\]/);
  });

  test('with nothing below it, nothing is decoded', () => {
    const { job } = plan({ ...playable, width: 640, height: 360 });
    expect(job.graph).toBeUndefined();
    expect(job.outputs).toHaveLength(1);
  });

  const video = (change: Partial<VideoFacts['video']>) => ({
    video: { ...playable.video, ...change },
  });
  const packets = (change: Partial<NonNullable<VideoFacts['packets']>>) => ({
    packets: playable.packets && { ...playable.packets, ...change },
  });
  test.each<[string, Partial<VideoFacts>]>([
    ['another codec', video({ codec: 'hevc' })],
    ['10 bit', video({ pixelFormat: 'yuv420p10le' })],
    ['High 4:4:4', video({ profile: 'High 4:4:4 Predictive' })],
    ['a high level', video({ level: 51 })],
    ['an unknown level', video({ level: null })],
    ['a late start', video({ startSeconds: 0.5 })],
    ['interlaced', { isInterlaced: true }],
    ['uneven frames', { isVariableFrameRate: true }],
    ['too many frames', { framesPerSecond: 120 }],
    ['turned', { rotation: 90 }],
    ['anamorphic', { sampleAspectRatio: 16 / 11 }],
    ['HDR', { hdrTransfer: 'smpte2084' }],
    ['4K', { width: 3840, height: 2160 }],
    ['an odd size', { width: 1279 }],
    ['too many bits', { bitrate: 20_000_000 }],
    ['unknown bits', { bitrate: null }],
    ['unread packets', { packets: null }],
    ['damaged packets', packets({ isClean: false })],
    ['unsteady packets', packets({ isSteady: false })],
    ['a keyframe gap', packets({ keyframeSeconds: [0, 7] })],
    ['a long end', packets({ keyframeSeconds: [0, 3] })],
    ['no first keyframe', packets({ keyframeSeconds: [1, 4, 7] })],
    [
      'every frame a keyframe',
      packets({ keyframeSeconds: Array.from({ length: 10_001 }, (_, i) => i / 1000) }),
    ],
  ])('not %s', (_name, change) => {
    expect(plan({ ...playable, ...change }).rungs.some(({ isCopy }) => isCopy)).toBe(false);
    expect(options({ ...playable, ...change }, 0)).toContain('-c:v libx264');
  });

  test.each([
    ['5.1', { channels: 6 }],
    ['HE-AAC', { profile: 'HE-AAC' }],
    ['MP3', { codec: 'mp3', profile: null }],
    ['late', { startSeconds: 0.4 }],
  ])('sound that is %s is encoded alone', (_name, change) => {
    const facts = { ...playable, audio: [{ ...stereo, ...change }] };
    expect(options(facts, 0)).toContain('-c:v copy');
    expect(options(facts, 0)).toContain('-c:a aac');
  });
});

describe('two hours', () => {
  const durationSeconds = 7200;
  const keyframeSeconds = Array.from({ length: durationSeconds }, (_, i) => i + 0.0337);

  test('are planned like ten seconds', () => {
    expect(plan({ ...hevc, durationSeconds }).job).toEqual(plan(hevc).job);
    const [source] = plan({ ...hevc, durationSeconds }).job.inputs;
    expect(source?.options).not.toContain('-t');
  });

  test('kept: all keyframes fit into one argument', () => {
    const facts = { ...playable, durationSeconds };
    const long = { ...facts, ...packets({ keyframeSeconds, endSeconds: durationSeconds }) };
    expect(plan(long).rungs[0]?.isCopy).toBe(true);
    const sizes = jobArguments(plan(long).job).map((word) => Buffer.byteLength(word));
    // MAX_ARG_STRLEN of Linux, with its closing zero.
    expect(Math.max(...sizes)).toBeLessThan(128 * 1024 - 1);
    expect(options(long, 1)).toContain(',7199.033 ');
  });

  function packets(change: Partial<NonNullable<VideoFacts['packets']>>) {
    return { packets: playable.packets && { ...playable.packets, ...change } };
  }
});

describe('the poster', () => {
  test.each([
    [20, 1],
    [2, 1],
    [1, 0.5],
    [0.04, 0.02],
  ])('of %s s is taken at %s s', (durationSeconds, expected) => {
    expect(posterSeconds({ ...hevc, durationSeconds })).toBe(expected);
  });

  test('is upright, square-pixelled and as large as the top rung', () => {
    const facts = { ...hevc, width: 3840, height: 2160, hdrTransfer: 'smpte2084' as const };
    const args = jobArguments(planPoster({ facts, capabilities: capable, source: '/a' }, 1, '/p'));
    expect(args.join(' ')).toMatch(
      /-ss 1.000 -protocol_whitelist.* -i \/a .*scale=1920:1080.*tonemap/,
    );
  });
});
