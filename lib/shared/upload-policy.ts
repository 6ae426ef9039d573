// The one table of what may be uploaded for what: read by the drop zone and by the server.

export const purposes = [
  'film.video',
  'film.poster',
  'video.file',
  'video.cover',
  'photo.image',
  'product.image',
  'media.image',
  'media.video',
  'media.audio',
] as const;
export type Purpose = (typeof purposes)[number];

export type MediaType = 'image' | 'video' | 'audio';

/** One accepted kind of file. `detected` are the extensions the content check may report for it. */
export type FileFormat = {
  name: string;
  type: MediaType;
  extensions: readonly string[];
  mimeTypes: readonly string[];
  detected: readonly string[];
};

const format = (
  name: string,
  type: MediaType,
  extensions: string[],
  mimeTypes: string[],
  detected: string[] = extensions.map((extension) => extension.slice(1)),
): FileFormat => ({ name, type, extensions, mimeTypes, detected });

/** The first MIME type and extension of each are the ones we store under. */
export const formats = {
  jpeg: format('JPEG', 'image', ['.jpg', '.jpeg'], ['image/jpeg'], ['jpg']),
  png: format('PNG', 'image', ['.png'], ['image/png'], ['png', 'apng']),
  gif: format('GIF', 'image', ['.gif'], ['image/gif']),
  webp: format('WebP', 'image', ['.webp'], ['image/webp']),
  avif: format('AVIF', 'image', ['.avif'], ['image/avif']),
  heic: format('HEIC', 'image', ['.heic', '.heif'], ['image/heic', 'image/heif'], ['heic']),
  bmp: format('BMP', 'image', ['.bmp'], ['image/bmp', 'image/x-ms-bmp']),
  mp4: format('MP4', 'video', ['.mp4', '.m4v'], ['video/mp4', 'video/x-m4v'], ['mp4', 'm4v']),
  mov: format('MOV', 'video', ['.mov', '.qt'], ['video/quicktime'], ['mov']),
  avi: format('AVI', 'video', ['.avi'], ['video/x-msvideo', 'video/avi', 'video/msvideo'], ['avi']),
  wmv: format('WMV', 'video', ['.wmv', '.asf'], ['video/x-ms-wmv', 'video/x-ms-asf'], ['asf']),
  flv: format('FLV', 'video', ['.flv'], ['video/x-flv']),
  mkv: format('MKV', 'video', ['.mkv'], ['video/x-matroska', 'video/matroska'], ['mkv']),
  webm: format('WebM', 'video', ['.webm'], ['video/webm'], ['webm']),
  mp3: format('MP3', 'audio', ['.mp3'], ['audio/mpeg', 'audio/mp3']),
  wav: format('WAV', 'audio', ['.wav'], ['audio/wav', 'audio/x-wav', 'audio/wave']),
  ogg: format('OGG', 'audio', ['.ogg', '.oga', '.opus'], ['audio/ogg'], ['ogg', 'oga', 'opus']),
  aac: format('AAC', 'audio', ['.aac'], ['audio/aac', 'audio/x-aac']),
  m4a: format('M4A', 'audio', ['.m4a'], ['audio/mp4', 'audio/x-m4a'], ['m4a', 'mp4']),
} as const;
export type FormatName = keyof typeof formats;

export type PurposePolicy = {
  type: MediaType;
  maxBytes: number;
  formats: readonly FormatName[];
};
export type UploadPolicy = Record<Purpose, PurposePolicy>;

/** The most files one drop, paste or folder may bring in. */
export const maxFilesAtOnce = 500;

const megabyte = 1024 * 1024;
const filmFormats = ['mp4', 'avi', 'mov', 'wmv', 'flv', 'mkv', 'webm'] as const;
const webImages = ['jpeg', 'png', 'gif', 'webp'] as const;
const libraryImages = [...webImages, 'bmp', 'avif', 'heic'] as const;
const audioFormats = ['mp3', 'wav', 'ogg', 'aac', 'm4a'] as const;

const image = (allowed: readonly FormatName[]): PurposePolicy => ({
  type: 'image',
  maxBytes: 10 * megabyte,
  formats: allowed,
});
const video = (maxMegabytes: number): PurposePolicy => ({
  type: 'video',
  maxBytes: maxMegabytes * megabyte,
  formats: filmFormats,
});

/** The limits out of the box (promise U7). An installation may change sizes: see `withMaxMegabytes`. */
export const defaultUploadPolicy: UploadPolicy = {
  'film.video': video(500),
  'film.poster': image(webImages),
  'video.file': video(100),
  'video.cover': image(webImages),
  'photo.image': image(libraryImages),
  'product.image': image(webImages),
  'media.image': image(libraryImages),
  'media.video': video(100),
  'media.audio': { type: 'audio', maxBytes: 20 * megabyte, formats: audioFormats },
};

/** The default policy with other size limits, in MiB per purpose. */
export function withMaxMegabytes(limits: Partial<Record<Purpose, number>>): UploadPolicy {
  const changed = Object.entries(limits).map(([purpose, megabytes]) => [
    purpose,
    { ...defaultUploadPolicy[purpose as Purpose], maxBytes: megabytes * megabyte },
  ]);
  return { ...defaultUploadPolicy, ...Object.fromEntries(changed) };
}

/**
 * The accepted format a file claims to be, or undefined when the purpose does not take it.
 * Browsers send an empty or odd type for AVI, MKV and FLV, so the extension decides and the
 * type is only consulted when there is no known extension. The content is checked later anyway.
 */
export function claimedFormat(
  policy: PurposePolicy,
  file: { fileName: string; contentType: string },
): FormatName | undefined {
  const extension = /\.[^.]+$/.exec(file.fileName.toLowerCase())?.[0];
  const byExtension = policy.formats.find((name) =>
    formats[name].extensions.some((known) => known === extension),
  );
  if (byExtension) return byExtension;
  if (extension && isKnownExtension(extension)) return undefined;
  const type = file.contentType.toLowerCase().split(';')[0]?.trim();
  return policy.formats.find((name) => formats[name].mimeTypes.some((known) => known === type));
}

/** The accepted format whose content was detected (an extension without dot, as `file-type` says it). */
export function detectedFormat(policy: PurposePolicy, detected: string): FormatName | undefined {
  return policy.formats.find((name) => formats[name].detected.includes(detected));
}

/** The MIME type and extension a file of this format is stored under. */
export function storedAs(name: FormatName): { contentType: string; extension: string } {
  const [contentType] = formats[name].mimeTypes;
  const [extension] = formats[name].extensions;
  if (!contentType || !extension) throw new Error(`format ${name} has no MIME type or extension`);
  return { contentType, extension };
}

/** What an `<input type=file>` or a drop zone takes: MIME type → extensions. */
export function acceptedFiles(policy: PurposePolicy): Record<string, string[]> {
  const accepted: Record<string, string[]> = {};
  for (const name of policy.formats) {
    const { contentType } = storedAs(name);
    accepted[contentType] = [...(accepted[contentType] ?? []), ...formats[name].extensions];
  }
  return accepted;
}

/** The names of the accepted formats as people write them: `MP4, AVI, MOV`. */
export function formatNames(policy: PurposePolicy): string[] {
  return policy.formats.map((name) => formats[name].name);
}

function isKnownExtension(extension: string): boolean {
  return Object.values(formats).some(({ extensions }) => extensions.includes(extension));
}
