/** A moving pattern with a frame number and a clock: needs no hardware. */
import { type Picture, pictureBytes } from '../../../core/video/picture.ts';
import { drawTestPattern } from '../../../core/video/testPattern.ts';
import { PictureClock } from '../pictureClock.ts';
import type { StartSource } from './videoSource.ts';

export const startTestPatternSource: StartSource<'test-pattern'> = ({ width, height, fps }, sink) => {
  let frame = 0;
  const beat = () => {
    const stamp = { frame: ++frame, timeMs: Date.now() };
    let drawn: Picture | undefined;
    const draw = (): Picture => {
      const pixels = new Uint8Array(pictureBytes(width, height, 'bgr'));
      drawTestPattern(pixels, width, height, stamp);
      return { width, height, order: 'bgr', pixels };
    };
    sink.offer({
      width,
      height,
      capturedMs: stamp.timeMs,
      pixels: async () => {
        drawn ??= draw();
        return drawn;
      },
    });
  };
  const clock = new PictureClock(fps, beat, sink);
  return { stop: () => clock.stop() };
};
