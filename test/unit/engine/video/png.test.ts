import assert from 'node:assert/strict';
import { decodePng, encodePng } from '../../../../src/engine/video/png.ts';
import { variedPicture } from '../../../support/videoFrames.ts';

describe('pictures as PNG files', () => {
  it('have every pixel', async () => {
    const sent = variedPicture(31, 17, 'rgba');
    assert.deepEqual(
      { ...(await decodePng(await encodePng(sent))), pixels: undefined },
      { ...sent, pixels: undefined },
    );
    const { pixels } = await decodePng(await encodePng(sent));
    assert.deepEqual(new Uint8Array(pixels), sent.pixels);
  });

  it('are refused when they are none', async () => {
    await assert.rejects(decodePng(Buffer.from('no picture at all')), /no PNG file/);
  });
});
