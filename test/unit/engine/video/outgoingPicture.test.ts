import assert from 'node:assert/strict';
import type { Picture } from '../../../../src/core/video/picture.ts';
import type { VideoOptions } from '../../../../src/core/video/video.ts';
import { videoPayload } from '../../../../src/core/video/videoPayload.ts';
import { encodeJpeg } from '../../../../src/engine/video/jpegTurbo.ts';
import { type EncodedPicture, OutgoingPicture } from '../../../../src/engine/video/outgoingPicture.ts';
import { decodePng } from '../../../../src/engine/video/png.ts';
import type { SourcePicture } from '../../../../src/engine/video/sources/videoSource.ts';
import { variedPicture } from '../../../support/videoFrames.ts';
import { pattern } from '../../../support/videoTests.ts';

const picture = variedPicture(64, 48);
/** A gray picture with odd sides. */
const planes = { width: 3, height: 3, planes: Uint8Array.from({ length: 9 + 8 }, (_, at) => (at < 9 ? 126 : 128)) };

describe('an outgoing picture', () => {
  /** How often the pixels were requested. */
  let made: number;

  beforeEach(() => {
    made = 0;
  });

  const source = (pixels: Picture | typeof planes = picture, more: Partial<SourcePicture> = {}): SourcePicture => ({
    width: pixels.width,
    height: pixels.height,
    pixels: async () => {
      made++;
      return pixels;
    },
    ...more,
  });
  const outgoing = (from: SourcePicture, options: Partial<VideoOptions> = {}, like?: OutgoingPicture) =>
    new OutgoingPicture(5, from, { ...pattern, ...options }, like);
  const payloadOf = ({ parts: [length, ...parts], bytes }: EncodedPicture, isLittle = true) => {
    const payload = Buffer.concat(parts);
    assert.equal(bytes, 8 + payload.length);
    const prefix = Buffer.from(length ?? []);
    assert.equal(isLittle ? prefix.readBigUInt64LE() : prefix.readBigUInt64BE(), BigInt(payload.length));
    return payload;
  };

  it('is created on first use, once for all', async () => {
    const one = outgoing(source());
    assert.equal(made, 0);
    const [first, second] = await Promise.all([one.encoded, one.encoded]);
    assert.deepEqual([first === second, made], [true, 1]);
  });

  it('is encoded once if the source offers the same again, and again otherwise', async () => {
    const same = source();
    const before = outgoing(same);
    const encoded = await before.encoded;
    assert.equal(await outgoing(same, {}, before).encoded, encoded);
    assert.notEqual(await outgoing(source(), {}, before).encoded, encoded);
    assert.equal(made, 2);
  });

  it('is a pickle of BGR preceded by its length, scaled to the requested size', async () => {
    for (const endian of ['little', 'big'] as const) {
      const { width, height, ...encoded } = await outgoing(source(), { endian }).encoded;
      const payload = videoPayload(payloadOf({ width, height, ...encoded }, endian === 'little'));
      assert.ok(payload.kind === 'picture');
      const { pixels, ...about } = payload.picture;
      assert.deepEqual(about, { width: 64, height: 48, order: 'bgr' });
      assert.deepEqual(new Uint8Array(pixels), picture.pixels);
    }
    const small = await outgoing(source(), { width: 20, height: 10 }).encoded;
    assert.deepEqual([small.width, small.height], [20, 10]);
  });

  it('is JPEG with the requested quality', async () => {
    const good = payloadOf(await outgoing(source(), { codec: 'jpeg', quality: 95 }).encoded);
    assert.deepEqual(good, Buffer.from(await encodeJpeg(picture.pixels, picture, 95)));
    const usual = payloadOf(await outgoing(source(), { codec: 'jpeg' }).encoded);
    assert.ok(usual.length < good.length);
  });

  it('is sent unchanged if it is JPEG already, whatever the requested size, without decoding', async () => {
    const jpeg = Uint8Array.of(0xff, 0xd8, 1, 2, 3);
    const one = outgoing(source(picture, { jpeg }), { codec: 'jpeg', width: 1000, height: 1000 });
    const encoded = await one.encoded;
    assert.deepEqual([encoded.width, encoded.height, payloadOf(encoded)], [64, 48, Buffer.from(jpeg)]);
    assert.deepEqual(await one.file(), { bytes: jpeg, mediaType: 'image/jpeg' });
    assert.equal((await one.forPage).format, 'encoded');
    assert.equal(made, 0);
    await outgoing(source(picture, { jpeg })).encoded;
    assert.equal(made, 1, 'a pickle was requested');
  });

  it('is shown in its own size, opaque, in its own buffer', async () => {
    const shown = await outgoing(source(variedPicture(32, 32, 'rgba')), { width: 64 }).forPage;
    assert.deepEqual([shown.number, shown.width, shown.height, shown.format], [5, 32, 32, 'I420']);
    const memory = new Uint8Array(100);
    memory.set(planes.planes, 50);
    const inLarger = { ...planes, planes: memory.subarray(50, 50 + planes.planes.length) };
    const { bytes, format } = await outgoing(source(inLarger)).forPage;
    assert.deepEqual([bytes, bytes.buffer.byteLength, format], [planes.planes, planes.planes.length, 'I420']);
  });

  it('is saved as a PNG file with its own pixels', async () => {
    const { bytes, mediaType } = await outgoing(source(variedPicture(5, 4, 'rgba'))).file();
    assert.equal(mediaType, 'image/png');
    assert.deepEqual((await decodePng(bytes)).pixels, variedPicture(5, 4, 'rgba').pixels);
    const gray = await decodePng((await outgoing(source(planes)).file()).bytes);
    assert.deepEqual([gray.width, gray.height, [...gray.pixels.subarray(0, 4)]], [3, 3, [128, 128, 128, 255]]);
  });

  it('fails for all users if its source fails', async () => {
    const failing = outgoing({ ...source(), pixels: () => Promise.reject(new Error('no pixels')) });
    await assert.rejects(failing.encoded, /no pixels/);
    await assert.rejects(failing.encoded, /no pixels/);
  });
});
