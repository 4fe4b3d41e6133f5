/** Frames of a track: read from it directly or, if the browser can't do that, as they are painted. */

export interface SourceFrame {
  readonly image: VideoFrame | HTMLVideoElement;
  /** ms since the epoch. */
  readonly capturedMs: number;
  close(): void;
}

/**
 * Calls back with each frame, which the callback then owns, until the track ends or the returned function is called.
 */
export type ReadFrames = (track: MediaStreamTrack, read: (frame: SourceFrame) => void) => () => void;

/** Whether reading continues while the page is hidden. It doesn't if frames are read only as they are painted. */
export const readsHidden = typeof MediaStreamTrackProcessor === 'function';

export const readFrames: ReadFrames = readsHidden ? readTrack : readPainted;

function readTrack(track: MediaStreamTrack, read: (frame: SourceFrame) => void): () => void {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const readAll = async (): Promise<void> => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const image = next.value;
      read({ image, capturedMs: now(), close: () => image.close() });
    }
  };
  readAll().catch(() => undefined /* the track's own event reports its end */);
  return () => void reader.cancel().catch(() => undefined /* the reader has already ended */);
}

function readPainted(track: MediaStreamTrack, read: (frame: SourceFrame) => void): () => void {
  const image = document.createElement('video');
  image.muted = true;
  image.srcObject = new MediaStream([track]);
  let isRead = true;
  const painted = () => {
    if (!isRead) return;
    read({ image, capturedMs: now(), close: () => undefined });
    image.requestVideoFrameCallback(painted);
  };
  image.requestVideoFrameCallback(painted);
  image.play().catch(() => undefined /* the track ended before its first frame */);
  return () => {
    isRead = false;
    image.srcObject = null;
  };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
