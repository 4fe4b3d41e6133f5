import assert from 'node:assert/strict';
import { encodedImage } from '../../../../src/core/video/imageHeader.ts';
import { type Content, IncomingPicture } from '../../../../src/engine/video/incomingPicture.ts';
import { decodePng, encodePng } from '../../../../src/engine/video/png.ts';
import { variedPicture } from '../../../support/videoFrames.ts';

const picture = variedPicture(9, 7, 'rgba');

/** The picture from an encoded frame, with other data around it. */
async function encoded() {
  const file = await encodePng(picture);
  const frame = Buffer.concat([Buffer.from('before'), file, Buffer.from('behind')]);
  const image = encodedImage(frame.subarray(6, -6));
  assert.ok(image);
  return { file, frame, content: { image } };
}

const incoming = (content: Content, frame: Uint8Array = new Uint8Array(4)) => new IncomingPicture(3, content, frame);

describe('a received picture', () => {
  it('has its size before it is viewed', async () => {
    const { content } = await encoded();
    for (const one of [incoming({ picture }), incoming(content)])
      assert.deepEqual([one.number, one.width, one.height], [3, 9, 7]);
  });

  it('is shown unchanged if it was received encoded, in its own buffer', async () => {
    const { file, frame, content } = await encoded();
    const shown = await incoming(content, frame).forPage;
    const about = { number: 3, width: 9, height: 7, format: 'encoded', mediaType: 'image/png' };
    assert.deepEqual(shown, { ...about, bytes: new Uint8Array(file) });
    assert.equal(shown.bytes.buffer.byteLength, file.length);
  });

  it('is converted once for all viewers', () => {
    const one = incoming({ picture });
    assert.equal(one.forPage, one.forPage);
  });

  it('is saved as a file with the exact pixels, as received or as PNG', async () => {
    const { file, frame, content } = await encoded();
    assert.deepEqual(await incoming(content, frame).file(), { bytes: new Uint8Array(file), mediaType: 'image/png' });
    const made = await incoming({ picture }).file();
    assert.equal(made.mediaType, 'image/png');
    assert.deepEqual((await decodePng(made.bytes)).pixels, picture.pixels);
  });
});
