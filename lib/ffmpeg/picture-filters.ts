// The filters between a decoded frame and an encoder.
import 'server-only';
import type { MediaWarning } from '#lib/shared/media-warning.ts';
import type { Capabilities } from './binaries.ts';
import type { RungSize } from './rungs.ts';
import type { HdrTransfer, VideoFacts } from './video-facts.ts';

/** Above this a display shows no difference; a little over 60 is 60 with rounding. */
const maxFramesPerSecond = 60.5;

/** From a frame as ffmpeg hands it over (already turned upright) to SDR 4:2:0 of the given size. */
export function pictureFilters(
  facts: VideoFacts,
  capabilities: Capabilities,
  size: RungSize,
): string[] {
  return [
    // Before anything touches the lines; frames not marked as interlaced pass unchanged.
    ...(facts.isInterlaced ? [deinterlace(capabilities)] : []),
    ...(facts.framesPerSecond > maxFramesPerSecond ? ['fps=60'] : []),
    scale(size),
    // After scaling: tone mapping costs per pixel.
    ...(facts.hdrTransfer ? toSdr(facts.hdrTransfer, capabilities) : []),
    // The size already counts the pixel's shape: without this the player would stretch it again.
    'setsar=1',
    // 8 bit 4:2:0, the only H.264 every browser decodes.
    'format=yuv420p',
  ];
}

/** What this build cannot do for such a picture, so that it comes out worse than it could. */
export function shortcomings(facts: VideoFacts, { canTonemap }: Capabilities): MediaWarning[] {
  return facts.hdrTransfer && !canTonemap ? ['not_tonemapped'] : [];
}

/**
 * One graph for all rungs, `[v0]` being the largest. Each rung is scaled from the one above, not from the
 * source: measured a fifth cheaper than splitting the source, with no visible loss.
 * Undefined when there is nothing to encode.
 */
export function cascadeGraph(
  facts: VideoFacts,
  capabilities: Capabilities,
  sizes: readonly RungSize[],
): string | undefined {
  const chains = sizes.map((size, i) => {
    const from = i === 0 ? `[0:${facts.video.index}]` : `[below${i}]`;
    const filters = i === 0 ? pictureFilters(facts, capabilities, size) : [scale(size), 'setsar=1'];
    const isLast = i === sizes.length - 1;
    const to = isLast ? `[v${i}]` : `,split[v${i}][below${i + 1}]`;
    return `${from}${filters.join(',')}${to}`;
  });
  return chains.length > 0 ? chains.join(';') : undefined;
}

function scale({ width, height }: RungSize): string {
  // Builds from 8 on keep the full range of a JPEG or a phone's film unless they are told.
  return `scale=${width}:${height}:flags=bicubic:out_range=tv`;
}

function deinterlace({ hasBwdif }: Capabilities): string {
  // One frame per two fields keeps the frame rate; bwdif leaves fewer combs than yadif.
  return `${hasBwdif ? 'bwdif' : 'yadif'}=mode=send_frame:deint=interlaced`;
}

function toSdr(transfer: HdrTransfer, { canTonemap }: Capabilities): string[] {
  if (canTonemap) return toneMap(transfer);
  // Builds from 5 on would name it HDR still, which is more than eight bits hold and playlists promise.
  return ['setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709'];
}

/** HDR to SDR: linear light, BT.709 primaries, compress the highlights, BT.709 again. */
function toneMap(transfer: HdrTransfer): string[] {
  return [
    // The input is spelled out: a file often names its transfer but not its primaries or matrix.
    `zscale=tin=${transfer}:min=bt2020nc:pin=bt2020:rin=limited:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:r=limited',
  ];
}
