/** What ffmpeg is told about its input, to read a camera or a screen. */
import type { FfmpegDevice } from './ffmpegDevices.ts';

export interface WantedPictures {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** A second. */
  readonly fps: number;
}

/**
 * Arguments from the exact ones to those that every device takes: on macOS and Windows a camera that has not the very size and rate
 * is not opened, where Linux takes the nearest. Screens come whole. Try the next when ffmpeg ends before its first picture.
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
        // Its default rate, 29.97, hardly a camera has.
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
