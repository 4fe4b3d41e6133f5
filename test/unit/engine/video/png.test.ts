import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { decodePng, encodePng } from '../../../../src/engine/video/png.ts';
import { variedPicture } from '../../../support/videoFrames.ts';

describe('pictures as PNG files', () => {
  it('contain every pixel', async () => {
    const sent = variedPicture(31, 17, 'rgba');
    const { pixels, ...about } = await decodePng(await encodePng(sent));
    assert.deepEqual(about, { width: 31, height: 17, order: 'rgba' });
    assert.deepEqual(new Uint8Array(pixels), sent.pixels);
  });

  it('have the picture’s number of channels, in the order of the format', async () => {
    const pixel = { gray: [7], bgr: [1, 2, 3], bgra: [1, 2, 3, 4], rgba: [3, 2, 1, 4] } as const;
    const read = { gray: [7, 7, 7, 255], bgr: [3, 2, 1, 255], bgra: [3, 2, 1, 4], rgba: [3, 2, 1, 4] };
    const colorTypes = { gray: 0, bgr: 2, bgra: 6, rgba: 6 };
    for (const order of ['gray', 'bgr', 'bgra', 'rgba'] as const) {
      const file = await encodePng({ width: 1, height: 1, order, pixels: Uint8Array.from(pixel[order]) });
      assert.equal(file[25], colorTypes[order], order);
      assert.deepEqual([...PNG.sync.read(Buffer.from(file)).data], read[order], order);
    }
  });

  it('leave the source pixels unchanged', async () => {
    const sent = variedPicture(5, 4, 'bgr');
    await encodePng(sent);
    assert.deepEqual(sent.pixels, variedPicture(5, 4, 'bgr').pixels);
  });

  it('are read from the middle of a larger buffer', async () => {
    const file = await encodePng(variedPicture(5, 4, 'rgba'));
    const memory = Buffer.concat([Buffer.alloc(7), file, Buffer.alloc(7)]);
    assert.equal((await decodePng(memory.subarray(7, -7))).width, 5);
  });

  it('are rejected if invalid', async () => {
    await assert.rejects(decodePng(Buffer.from('no picture at all')), /not a PNG file/);
    await assert.rejects(decodePng(new Uint8Array()), /not a PNG file/);
  });
});
