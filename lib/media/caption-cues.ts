// Reads SubRip (.srt) and WebVTT (.vtt): cues with their times, in order.
import 'server-only';
import { type CaptionFault, faultMessage } from '../shared/caption-faults.ts';
import { cueText } from './caption-text.ts';

export type Cue = {
  startMs: number;
  endMs: number;
  /** Where it stands in the picture, as WebVTT says it: `line:0`. */
  settings: string[];
  /** WebVTT cue text. */
  text: string;
};

/** What is wrong with a file, and in which line of it. */
export class UnreadableCaptions extends Error {
  constructor(fault: CaptionFault, line: number | null) {
    super(faultMessage(fault, line));
    this.name = 'UnreadableCaptions';
  }
}

/** Ten hours of a caption every second and a half are half of it. */
const maxCues = 50_000;
/** A screen full of text is less than a fifth of it. */
const maxCharacters = 5000;

/** A cue as it stands in the file; `line` is the one of its times, counted from 1. */
type Found = { line: number; startMs: number; endMs: number; settings: string; lines: string[] };

/** Cues by their beginning; those that cannot be seen are left out. Throws `UnreadableCaptions`. */
export function readCues(source: string): Cue[] {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const binaryAt = lines.findIndex((line) => line.includes('\0'));
  if (binaryAt >= 0) throw new UnreadableCaptions('binary', binaryAt + 1);
  const isWebVtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '');
  const cues = findCues(lines, isWebVtt)
    .map(toCue)
    .filter(({ startMs, endMs, text }) => endMs > startMs && text);
  if (cues.length === 0) throw new UnreadableCaptions('noCaptions', null);
  return cues.sort((one, other) => one.startMs - other.startMs);
}

/**
 * In WebVTT an empty line ends a cue, and what stands outside of cues is passed over: header, notes,
 * styles, regions, names (WebVTT 1, 6.1). In SubRip everything up to the next line of times is text,
 * but for the number of the next cue.
 */
function findCues(lines: string[], isWebVtt: boolean): Found[] {
  const cues: Found[] = [];
  let open: Found | null = null;
  for (const [at, line] of lines.entries()) {
    if (line.includes('-->')) {
      const isNumbered = !isWebVtt && /^\s*\d+\s*$/.test(open?.lines.at(-1) ?? '');
      if (isNumbered) open?.lines.pop();
      if (cues.length === maxCues) throw new UnreadableCaptions('tooMany', at + 1);
      open = cueAt(line, at + 1);
      cues.push(open);
    } else if (isWebVtt && line === '') {
      open = null;
    } else {
      open?.lines.push(line);
    }
  }
  return cues;
}

function cueAt(text: string, line: number): Found {
  const arrow = text.indexOf('-->');
  const [end = '', ...settings] = text
    .slice(arrow + 3)
    .trim()
    .split(/\s+/, 20);
  const startMs = milliseconds(text.slice(0, arrow).trim());
  const endMs = milliseconds(end);
  if (startMs === null || endMs === null) throw new UnreadableCaptions('time', line);
  if (endMs < startMs) throw new UnreadableCaptions('endFirst', line);
  return { line, startMs, endMs, settings: settings.join(' '), lines: [] };
}

/** `01:02:03,456` as SubRip has it, `02:03.456` as WebVTT may; null for anything else. */
function milliseconds(text: string): number | null {
  const shape = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$/;
  const [whole, hours = '0', minutes = '', seconds = '', fraction = ''] = shape.exec(text) ?? [];
  if (whole === undefined || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const inSeconds = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return inSeconds * 1000 + Number(fraction.padEnd(3, '0'));
}

function toCue({ line, startMs, endMs, settings, lines }: Found): Cue {
  const source = lines.join('\n').trim();
  if (source.length > maxCharacters) throw new UnreadableCaptions('tooLong', line);
  const text = cueText(source);
  return { startMs, endMs, settings: settings.split(' ').filter(isSetting), text };
}

/** WebVTT 1, 4.4. Regions are gone, and so is what SubRip has there. */
const settingShapes = [
  /^vertical:(?:rl|lr)$/,
  /^line:-?\d{1,3}(?:\.\d{1,3})?%?(?:,(?:start|center|end))?$/,
  /^position:\d{1,3}(?:\.\d{1,3})?%(?:,(?:line-left|center|line-right))?$/,
  /^size:\d{1,3}(?:\.\d{1,3})?%$/,
  /^align:(?:start|center|end|left|right)$/,
];

function isSetting(word: string): boolean {
  return settingShapes.some((shape) => shape.test(word));
}
