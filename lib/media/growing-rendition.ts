// The rendition `early`: what of it is stored, and the playlists that say so.
import 'server-only';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type GrowingSegment,
  growingMaster,
  growingPlaylist,
  growthList,
  readGrowth,
} from '../ffmpeg/first-rung.ts';
import type { RungSize } from '../ffmpeg/rungs.ts';
import type { VideoFacts } from '../ffmpeg/video-facts.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { earlyFolder, earlyMaster, earlyName, earlyPlaylist } from '../shared/renditions.ts';
import { triedKey } from '../storage/keys.ts';
import { publishRenditions } from './publish-renditions.ts';

const playlistType = 'application/vnd.apple.mpegurl';
/** It is gone before anybody would ask for it again. */
const cacheControl = 'no-store';

/** However fast the encoder: what is stored is told soon. */
const segmentsAtOnce = 4;

/** The folder of the job, in which `early` is the encoder's, and what is known of the film. */
type Growing = {
  parent: string;
  /** See `beginAttempt`. */
  attempt: number;
  rung: RungSize;
  facts: VideoFacts;
  /** It is the beginning of the film: what comes after it is waited for. */
  isBeginning: boolean;
};

export class GrowingRendition {
  isEntered = false;
  isWhole = false;
  readonly #stored: GrowingSegment[] = [];
  readonly #run: MediaRun;
  readonly #from: Growing;
  readonly #ports: Ports;

  constructor(run: MediaRun, from: Growing, ports: Ports) {
    this.#run = run;
    this.#from = from;
    this.#ports = ports;
  }

  /** Stores the next segments, if there are any, and then tells of them; says whether it wrote. */
  async catchUp(signal: AbortSignal): Promise<boolean> {
    const list = await readFile(growthList(join(this.#from.parent, earlyFolder)), 'utf8').catch(
      () => '',
    );
    const { segments, isWhole } = readGrowth(list);
    const next = segments.slice(this.#stored.length, this.#stored.length + segmentsAtOnce);
    for (const segment of next) {
      signal.throwIfAborted();
      await this.#store(segment.fileName, 'video/mp2t');
      await rm(this.#pathOf(segment.fileName));
      this.#stored.push(segment);
    }
    const isAllThere = isWhole && this.#stored.length === segments.length;
    if (this.#stored.length === 0 || (next.length === 0 && !isAllThere)) return false;
    signal.throwIfAborted();
    await this.#tell(isAllThere);
    this.isWhole = isAllThere;
    return true;
  }

  async #tell(isWhole: boolean): Promise<void> {
    const { parent, attempt, rung, facts, isBeginning } = this.#from;
    const segments = this.#stored;
    const playlist = growingPlaylist({ segments, isWhole: isWhole && !isBeginning });
    await writeFile(this.#pathOf(earlyPlaylist), playlist);
    if (this.isEntered) return this.#store(earlyPlaylist, playlistType);
    const master = growingMaster(rung, earlyPlaylist);
    await writeFile(this.#pathOf(earlyMaster), master);
    const file = (name: string, text: string) => ({
      ...{ path: `${earlyFolder}/${name}`, contentType: playlistType },
      byteSize: Buffer.byteLength(text),
    });
    const files = [file(earlyMaster, master), file(earlyPlaylist, playlist)] as const;
    const { width, height } = rung;
    // As long as it will be: what it plays is signed for that time.
    const { durationSeconds } = facts;
    await publishRenditions(
      this.#run,
      { folder: parent, attempt },
      [{ name: earlyName, files: [...files], width, height, durationSeconds }],
      this.#ports,
    );
    this.isEntered = true;
  }

  #store(fileName: string, contentType: string): Promise<void> {
    const { attempt } = this.#from;
    const key = triedKey({ ...this.#run, attempt }, `${earlyFolder}/${fileName}`);
    const path = this.#pathOf(fileName);
    return this.#ports.storage.writeFile({ key, contentType, cacheControl, path });
  }

  #pathOf(fileName: string): string {
    return join(this.#from.parent, earlyFolder, fileName);
  }
}
