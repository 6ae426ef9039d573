// The sample files of the browser tests by what they are for.
import { join } from 'node:path';

export const sampleFiles = {
  shortFilm: 'short-film.mp4',
  largeFilm: 'large-film.mp4',
  /** A minute that browsers play and that is encoded all the same: it has one keyframe only. */
  longFilm: 'long-film.mp4',
  /** A minute of MPEG-4 Part 2, which no browser plays. */
  awkwardFilm: 'awkward-film.avi',
  poster: 'poster.jpg',
  /** A text under a film's name. */
  liar: 'liar.mp4',
  /** The first third of a film: its index is missing. */
  brokenFilm: 'broken-film.mp4',
  notes: 'notes.txt',
} as const;

export function samplePath(file: keyof typeof sampleFiles): string {
  return join(process.env.E2E_FOLDER ?? '', 'files', sampleFiles[file]);
}
