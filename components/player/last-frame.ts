// Keeps the last picture of a film over a player that is changing its source, which shows black.

/** Draws what the video shows now; a video that has not begun shows its poster, which stays anyway. */
export function holdFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  const hasBegun = video.currentTime > 0 || video.played.length > 0;
  if (!hasBegun || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
  const { videoWidth, videoHeight, clientWidth } = video;
  const scale = Math.min(1, (clientWidth * devicePixelRatio) / videoWidth);
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  canvas.hidden = false;
}

/** Lets the video be seen again, in the frame after it was painted. */
export function releaseFrame(canvas: HTMLCanvasElement): void {
  requestAnimationFrame(() => {
    canvas.hidden = true;
    // A picture the size of the screen need not wait in memory for the next time.
    canvas.width = 0;
  });
}
