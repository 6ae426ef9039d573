// Looks at every file that was brought in: is it there once, whole, in one set of renditions, or gone without a trace?
import { createHash } from 'node:crypto';
import type { Database } from '#lib/db/client.ts';
import type { RenditionName } from '#lib/shared/renditions.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import type { Storage } from '#lib/storage/storage.ts';
import type { SentFile } from './play-run.ts';

export type World = { db: Database; storage: Storage };

export type Examined = {
  file: SentFile;
  status: 'ready' | 'failed' | 'gone' | 'not settled';
  /** Of one that failed. */
  reason?: string;
  complaints: string[];
};

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** What every file of a type has to have once it is ready. */
const needed: Record<MediaType, RenditionName[]> = {
  image: ['thumbnail', 'small', 'webp'],
  video: ['poster', 'mp4', 'hls', 'storyboard'],
  audio: ['mp3', 'waveform'],
};

/** Names of those that were accepted and are neither ready nor failed. */
export async function unsettledOf(files: SentFile[], { db }: World): Promise<string[]> {
  const accepted = files.filter(({ expected }) => expected === 'there once');
  const fileName = { in: accepted.map((file) => file.fileName) };
  const rows = await db.media.findMany({
    where: { fileName, status: { notIn: ['ready', 'failed'] } },
    select: { fileName: true },
  });
  return rows.map((row) => row.fileName);
}

/** Names of those that were given up or deleted and are still known. */
export async function notGoneOf(files: SentFile[], { db }: World): Promise<string[]> {
  const givenUp = files.filter(({ expected }) => expected === 'gone');
  const fileName = { in: givenUp.map((file) => file.fileName) };
  const rows = await db.media.findMany({ where: { fileName }, select: { fileName: true } });
  return rows.map((row) => row.fileName);
}

/** Reads database and store directly, without the app. */
export async function examine(file: SentFile, world: World): Promise<Examined> {
  const rows = await rowsOf(file, world);
  if (file.expected === 'gone') {
    const complaints = rows.map(({ status }) => `was to be gone and is ${status}`);
    return { file, status: rows.length > 0 ? 'not settled' : 'gone', complaints };
  }
  const [row, ...others] = rows;
  if (!row) return { file, status: 'gone', complaints: ['lost: nothing knows it'] };
  const complaints = [
    ...others.map(() => 'there more than once'),
    ...(row.upload?.status === 'completed' ? [] : [`its upload is ${row.upload?.status}`]),
    ...(await originalComplaints(file, row, world)),
  ];
  if (row.status === 'failed') {
    const reason = row.failureCode ?? '';
    if (!reason) complaints.push('failed without a reason');
    return { file, status: 'failed', reason, complaints };
  }
  if (row.status !== 'ready') {
    return { file, status: 'not settled', complaints: [...complaints, `still ${row.status}`] };
  }
  complaints.push(...(await renditionComplaints(row, world)));
  return { file, status: 'ready', complaints };
}

function rowsOf({ fileName }: SentFile, { db }: World) {
  return db.media.findMany({ where: { fileName }, include: { upload: true, renditions: true } });
}

async function originalComplaints(
  { sha256 }: SentFile,
  { storageKey }: Row,
  { storage }: World,
): Promise<string[]> {
  if (!(await storage.head(storageKey))) return ['its original is not stored'];
  const hash = createHash('sha256');
  for await (const chunk of await storage.read(storageKey)) hash.update(chunk);
  return hash.digest('hex') === sha256 ? [] : ['its original is not what was sent'];
}

async function renditionComplaints(
  { type, generation, renditions }: Row,
  { storage }: World,
): Promise<string[]> {
  const complaints = renditions
    .filter((each) => each.generation !== generation)
    .map((each) => `${each.name} of run ${each.generation} beside run ${generation}`);
  const names = renditions.filter(({ status }) => status === 'ready').map(({ name }) => name);
  complaints.push(
    ...needed[type].filter((name) => !names.includes(name)).map((name) => `has no ${name}`),
  );
  for (const { name, objectKeys, byteSize, status } of renditions) {
    if (status !== 'ready') complaints.push(`${name} is ${status} though all is ready`);
    const heads = await Promise.all(objectKeys.map((key) => storage.head(key)));
    if (heads.includes(null)) complaints.push(`objects of ${name} are not stored`);
    const stored = heads.reduce((sum, head) => sum + (head?.byteSize ?? 0), 0);
    if (stored !== Number(byteSize)) {
      complaints.push(`${name} has ${stored} bytes, its row says ${byteSize}`);
    }
  }
  return complaints;
}
