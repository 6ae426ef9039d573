// Frames of a film that lies on this computer, drawn by the browser itself.

export type OpenFilm = {
  durationSeconds: number;
  /** Draws the frame at that moment, no wider than `maxWidth`. Throws when it cannot be shown. */
  drawAt(atSeconds: number, maxWidth: number): Promise<HTMLCanvasElement>;
  close(): void;
};

const patienceMs = 20_000;

/** Null when this browser does not play the file. */
export async function openFilm(file: File): Promise<OpenFilm | null> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  const close = () => {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  };
  video.muted = true;
  video.preload = 'auto';
  video.src = url;
  try {
    await happened(video, 'loadeddata');
  } catch {
    close();
    return null;
  }
  const { duration, videoWidth } = video;
  if (!Number.isFinite(duration) || duration <= 0 || videoWidth === 0) {
    close();
    return null;
  }
  return { durationSeconds: duration, drawAt: (at, width) => drawAt(video, at, width), close };
}

async function drawAt(video: HTMLVideoElement, atSeconds: number, maxWidth: number) {
  const sought = happened(video, 'seeked');
  video.currentTime = atSeconds;
  await sought;
  const scale = Math.min(1, maxWidth / video.videoWidth);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  contextOf(canvas).drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The pixels of a drawn frame, small: what there is to be seen does not take many. */
export function pixelsOf(canvas: HTMLCanvasElement): ImageData {
  return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height);
}

export function jpegOf(canvas: HTMLCanvasElement, fileName: string): Promise<File> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => {
      if (blob) resolve(new File([blob], fileName, { type: 'image/jpeg' }));
      else reject(new Error('the frame could not be encoded'));
    };
    canvas.toBlob(take, 'image/jpeg', 0.92);
  });
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser draws nothing');
  return context;
}

function happened(video: HTMLVideoElement, name: 'loadeddata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      video.removeEventListener(name, done);
      video.removeEventListener('error', failed);
      settle();
    };
    const done = () => end(resolve);
    const failed = () => end(() => reject(video.error ?? new Error(`no ${name} came`)));
    const timer = setTimeout(failed, patienceMs);
    video.addEventListener(name, done);
    video.addEventListener('error', failed);
  });
}
