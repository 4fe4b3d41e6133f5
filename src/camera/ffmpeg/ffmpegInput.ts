/** Input arguments for ffmpeg to read a camera or a screen. */
import type { FfmpegDevice } from './deviceLists.ts';

export interface WantedPictures {
  /** Size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pictures per second. */
  readonly fps: number;
}

/**
 * Returns the arguments to try in turn, from exact ones to those that every device accepts. On macOS and Windows, a
 * camera can't be opened with a size or rate that it lacks, while Linux uses the nearest. Screens are captured whole.
 * Try the next ones if ffmpeg ends before its first picture.
 */
export function ffmpegInputs({ format, kind, target }: FfmpegDevice, wanted: WantedPictures): string[][] {
  const input = ['-i', target];
  const rate = ['-framerate', String(wanted.fps)];
  const size = ['-video_size', `${wanted.width}x${wanted.height}`];
  switch (format) {
    case 'v4l2':
      return [['-f', format, ...rate, ...size, ...input]];
    case 'avfoundation':
      if (kind === 'screen') return [['-f', format, '-capture_cursor', '1', ...rate, ...input]];
      return [
        ['-f', format, ...rate, ...size, ...input],
        // Hardly any camera supports ffmpeg's default rate, 29.97.
        ['-f', format, '-framerate', '30', ...input],
      ];
    case 'dshow':
      return [
        ['-f', format, ...rate, ...size, ...input],
        ['-f', format, ...input],
      ];
    case 'x11grab':
    case 'gdigrab':
      return [['-f', format, ...rate, ...input]];
  }
}
