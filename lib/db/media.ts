// Media rows as the rest of the house sees them.
import 'server-only';
import { env } from '../env/env.ts';
import type { FailureCode } from '../shared/media-state.ts';
import { api } from '../shared/paths.ts';
import {
  displayOrder,
  earlyMaster,
  earlyName,
  type RenditionName,
  renditionNames,
  thumbnailOrder,
} from '../shared/renditions.ts';
import type { FocalPoint, Media } from '../shared/schemas/media.ts';
import type { Noun } from '../shared/schemas/record.ts';
import type { Purpose } from '../shared/upload-policy.ts';
import type { Database } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** What to load for `toFile`: no more rows than a media has renditions. */
export const fileInclude = {
  owner: { select: { id: true, name: true } },
  renditions: {
    where: { status: 'ready' },
    select: { name: true, generation: true, madeIn: true, storageKey: true },
    orderBy: { generation: 'asc' },
  },
} satisfies Prisma.MediaInclude;

/** The condition that no saved form uses a media, whatever its row says. */
export const usedNowhere = {
  filmVideos: { none: {} },
  filmPosters: { none: {} },
  videoFiles: { none: {} },
  videoCovers: { none: {} },
  photos: { none: {} },
  productFiles: { none: {} },
  variantFiles: { none: {} },
} satisfies Prisma.MediaWhereInput;

/** The condition that processing a media never worked: a refused file, a broken one. */
export const neverReady = {
  ...{ status: 'failed', readyAt: null, failedAt: { not: null } },
} satisfies Prisma.MediaWhereInput;

/** Conditions and changes of media, for the domain to compose. */
export type MediaWhere = Prisma.MediaWhereInput;
export type MediaChange = Prisma.MediaUpdateManyMutationInput;

type WholeRow = Prisma.MediaGetPayload<{ include: typeof fileInclude }>;
/** What is looked at for `toFile`. */
export type FileRow = Pick<
  WholeRow,
  | ('id' | 'owner' | 'type' | 'purpose' | 'status' | 'isPublic' | 'version' | 'generation')
  | ('failureCode' | 'failureMessage' | 'failedAt' | 'readyAt' | 'progress' | 'renditions')
  | ('storageKey' | 'fileName' | 'byteSize' | 'mimeType' | 'title' | 'alt' | 'focalX' | 'focalY')
  | ('posterSeconds' | 'width' | 'height' | 'durationSeconds' | 'bitrate' | 'metadata')
  | ('placeholder' | 'createdAt' | 'updatedAt')
>;

type FocalColumns = Pick<FileRow, 'focalX' | 'focalY'>;

export type StalledRun = {
  id: string;
  ownerId: string;
  type: 'image' | 'video' | 'audio';
  generation: number;
  heartbeatAt: Date;
  /** How often it was begun again before. */
  revivals: number;
  /** What it was asked to make anew, and since when: as its event says. */
  again: 'all' | RenditionName[] | null;
  askedIn: number | null;
};

/**
 * Processing runs that have been silent since `silentSince` while nothing of their type was worked on
 * since `movingSince` either, and those silent since the `deadline` in any case; the longest silent first.
 */
export function findStalled(
  db: Database,
  input: { silentSince: Date; movingSince: Date; deadline: Date; limit: number },
): Promise<StalledRun[]> {
  const { silentSince, movingSince, deadline, limit } = input;
  return db.$queryRaw<StalledRun[]>`
    select m.id, m.owner_id as "ownerId", m.type::text, m.generation,
           m.heartbeat_at as "heartbeatAt",
           coalesce((o.data->>'revivals')::int, 0) as revivals,
           o.data->'again' as again, (o.data->>'askedIn')::int as "askedIn"
      from media m
      left join outbox_events o on o.id = 'media-uploaded-' || m.id || '-' || m.generation
     where m.status = 'processing' and m.deleting_at is null
       and m.heartbeat_at < ${silentSince}::timestamptz
       and (m.heartbeat_at < ${deadline}::timestamptz or not exists (
             select from media working
              where working.status = 'processing' and working.type = m.type
                and working.stage is not null
                and working.heartbeat_at > ${movingSince}::timestamptz))
     order by m.heartbeat_at
     limit ${limit}`;
}

/** A row as programs and pages see it, with what it is attached to. */
export function toFile(row: FileRow, attachedTo: { type: Noun; id: string } | undefined): Media {
  const urls = mediaUrls(row);
  const pick = (order: readonly RenditionName[]) =>
    order.map((name) => urls[name]).find((url) => url !== undefined) ?? null;
  return {
    id: row.id,
    owner: row.owner,
    type: row.type,
    purpose: row.purpose as Purpose,
    status: row.status,
    ...(row.status === 'failed' && row.failureCode
      ? {
          failure: {
            code: row.failureCode as FailureCode,
            message: row.failureMessage ?? '',
            ...(attachedTo ? {} : keptUntil(row)),
          },
        }
      : {}),
    progress: row.status === 'ready' ? 1 : row.progress,
    fileName: row.fileName,
    title: row.title,
    alt: row.alt,
    focalPoint: focalPointOf(row),
    posterSeconds: row.posterSeconds,
    fileSize: Number(row.byteSize),
    mimeType: row.mimeType,
    width: row.width,
    height: row.height,
    duration: row.durationSeconds,
    bitrate: row.bitrate,
    metadata: row.metadata as Record<string, unknown>,
    isPublic: row.isPublic,
    ...(attachedTo ? { attachedTo } : {}),
    displayUrl: pick(displayOrder[row.type]),
    thumbnailUrl: pick(thumbnailOrder[row.type]),
    urls,
    placeholder: row.placeholder,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** See `neverReady`. */
function keptUntil({ readyAt, failedAt }: FileRow): { keptUntil?: string } {
  if (readyAt || !failedAt) return {};
  const keptMs = env().FAILED_KEPT_DAYS * 24 * 3_600_000;
  return { keptUntil: new Date(failedAt.getTime() + keptMs).toISOString() };
}

/** Both halves or none. */
export function focalPointOf({ focalX: x, focalY: y }: FocalColumns): FocalPoint | null {
  return x === null || y === null ? null : { x, y };
}

function mediaUrls(row: FileRow): Media['urls'] {
  const urls: Media['urls'] = {};
  if (row.status !== 'uploading') {
    urls.original = publicUrl(row, row.storageKey) ?? api.mediaFile(row.id, 'original');
  }
  // Ascending by generation: a newer run's outputs replace the older run's one by one.
  for (const { name, generation, madeIn, storageKey } of row.renditions) {
    if (!isRenditionName(name)) continue;
    // The stored master knows no captions, which come and go: the app adds them to it.
    const stored = name === 'hls' ? undefined : publicUrl(row, storageKey);
    urls[name] = stored ?? appUrl(row.id, name, madeIn ?? generation);
  }
  const growing = growingUrl(row);
  return growing ? { hls: growing, ...urls } : urls;
}

/** The run that made it, in the address, lets browsers keep each answer until it is made anew. */
function appUrl(mediaId: string, name: RenditionName, generation: number): string {
  if (name === 'hls') return api.mediaHls(mediaId, `${generation}/master.m3u8`);
  if (name === 'storyboard') return api.mediaHls(mediaId, `${generation}/storyboard.vtt`);
  return `${api.mediaFile(mediaId, name)}?v=${generation}`;
}

/** Through the app, also of a public media: nobody in between may keep what still grows. */
function growingUrl({ id, status, generation, renditions }: FileRow): string | undefined {
  const isGrowing = renditions.some(
    (rendition) => rendition.name === earlyName && rendition.generation === generation,
  );
  if (status !== 'processing' || !isGrowing) return undefined;
  return api.mediaHls(id, `${generation}/${earlyMaster}`);
}

/** Where everybody finds an object of a media its owner made public; undefined for all others. */
export function publicUrl(
  { isPublic }: Pick<FileRow, 'isPublic'>,
  key: string | null,
): string | undefined {
  const base = env().R2_PUBLIC_URL;
  if (!base || !isPublic || !key) return undefined;
  return `${base.replace(/\/$/, '')}/${key}`;
}

function isRenditionName(name: string): name is RenditionName {
  return renditionNames.some((known) => known === name);
}
