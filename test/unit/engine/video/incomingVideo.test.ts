import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PNG } from 'pngjs';
import { i420Bytes, toI420 } from '../../../../src/core/video/i420.ts';
import type { Picture } from '../../../../src/core/video/picture.ts';
import type { Peer } from '../../../../src/engine/conversation/peer.ts';
import { type FrameHolder, unfinishedFrames } from '../../../../src/engine/conversation/unfinishedFrames.ts';
import { IncomingVideo } from '../../../../src/engine/video/incomingVideo.ts';
import { encodeJpeg } from '../../../../src/engine/video/jpegTurbo.ts';
import { buffersAbove, collectGarbage } from '../../../support/collectGarbage.ts';
import { framesOf, seen } from '../../../support/openEndpoint.ts';
import { framed, pickledFrame, variedPicture } from '../../../support/videoFrames.ts';
import { eventsOf, VideoTests } from '../../../support/videoTests.ts';
import { pickledArray } from '../../core/pickle/pickles.ts';
import { jpeg, png, webp } from '../../core/video/images.ts';

const picture = variedPicture(64, 48);
const frame = pickledFrame(picture);
/** Result of `pickle.dumps` for an object whose `__reduce__` is `(os.system, ('true',))`, with protocol 4. */
const systemCall = Buffer.from(
  '8004951f000000000000008c05706f736978948c0673797374656d9493948c04747275659485945294' + '2e',
  'hex',
);

describe('received video', () => {
  const tests = new VideoTests();

  it('is shown picture by picture, and its bytes aren’t messages', async () => {
    const { server, socket, video } = await tests.shown();
    socket.write(frame);
    const shown = await tests.picture(video);
    assert.deepEqual(shown, { number: 1, width: 64, height: 48, format: 'I420', bytes: i420(picture) });
    const other = variedPicture(64, 48, 'bgr', 1);
    socket.write(pickledFrame(other));
    assert.deepEqual((await tests.picture(video, 1)).bytes, i420(other));
    const running = await tests.seen(server, video, ({ frames }) => frames === 2);
    assert.deepEqual([running.state, running.codec, running.bytes], ['running', 'pickle', 2 * frame.length]);
    assert.deepEqual([running.width, running.height, running.skipped], [64, 48, 0]);
    assert.deepEqual(await framesOf(server, 'in'), []);
    await seen(server, () => (server.counters.bytesIn === 2 * frame.length ? true : undefined));
  });

  it('is recognized by its first bytes, and starts with the next picture wherever it is shown', async () => {
    const { server, socket, peer } = await tests.connection();
    socket.write(frame.subarray(0, 200));
    assert.deepEqual(await tests.endpoints.videoRecognized(server.id), {
      endpoint: server.id,
      peer,
      address: (await tests.engine.peers(server.id, 0, 1))[0]?.address,
      wire: { format: 'length-prefixed', endian: 'little' },
    });
    const { id, wire } = await tests.engine.showVideo(server.id, peer);
    assert.deepEqual(wire, { format: 'length-prefixed', endian: 'little' });
    const next = variedPicture(80, 60);
    socket.write(Buffer.concat([frame.subarray(200), pickledFrame(next)]));
    assert.deepEqual((await tests.picture(id)).bytes, i420(next));
    assert.equal(tests.endpoints.recognized.length, 1);
  });

  it('also starts with the next picture if part of its length has arrived', async () => {
    const { server, socket, peer } = await tests.connection();
    socket.write(Buffer.concat([frame, frame.subarray(0, 3)]));
    await seen(server, () => (server.counters.bytesIn === frame.length + 3 ? true : undefined));
    const { id } = await tests.engine.showVideo(server.id, peer);
    socket.write(frame.subarray(3));
    assert.deepEqual((await tests.picture(id)).bytes, i420(picture));
  });

  it('is big-endian if specified, or if nothing else is possible', async () => {
    for (const wire of [undefined, { format: 'length-prefixed', endian: 'big' } as const]) {
      const { socket, video } = await tests.shown(wire);
      socket.write(pickledFrame(picture, 'big'));
      assert.deepEqual((await tests.picture(video)).bytes, i420(picture));
    }
  });

  it('is a series of JPEGs in the parts of a multipart stream', async () => {
    const jpeg = await encodeJpeg(picture.pixels, picture, 90);
    const { server, socket, video } = await tests.shown();
    const part = `--frame\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(part), jpeg, Buffer.from('\r\n')]));
    const shown = await tests.picture(video);
    assert.deepEqual(shown, {
      ...{ number: 1, width: 64, height: 48, bytes: new Uint8Array(jpeg) },
      ...{ format: 'encoded', mediaType: 'image/jpeg' },
    });
    assert.deepEqual((await tests.seen(server, video, () => true)).wire, { format: 'multipart' });
  });

  it('passes encoded pictures on unchanged, in their own buffer', async () => {
    const jpeg = await encodeJpeg(picture.pixels, picture, 90);
    const { socket, video } = await tests.shown();
    socket.write(framed(jpeg));
    const { bytes } = await tests.picture(video);
    assert.deepEqual([Buffer.from(bytes).equals(jpeg), bytes.buffer.byteLength], [true, jpeg.length]);
    assert.deepEqual(await tests.engine.snapshotPicture(video), { bytes, mediaType: 'image/jpeg' });
  });

  for (const order of ['gray', 'bgr', 'bgra'] as const) {
    it(`is saved as a PNG file with the exact pixels of ${order}`, async () => {
      const { socket, video } = await tests.shown();
      const sent = variedPicture(9, 7, order);
      await assert.rejects(tests.engine.snapshotPicture(video), { code: 'NO_PICTURE' });
      socket.write(pickledFrame(sent));
      const { format } = await tests.picture(video);
      assert.equal(format, order === 'bgra' ? 'RGBA' : 'I420');
      const { bytes, mediaType } = await tests.engine.snapshotPicture(video);
      assert.equal(mediaType, 'image/png');
      assert.deepEqual(rgbaOf(sent), new Uint8Array(PNG.sync.read(Buffer.from(bytes)).data));
    });
  }

  it('skips pictures before the first request, and waits for a newer one than the last', async () => {
    const { server, socket, video } = await tests.shown();
    socket.write(Buffer.concat([frame, frame, pickledFrame(variedPicture(80, 60))]));
    const { skipped } = await tests.seen(server, video, ({ frames }) => frames === 3);
    assert.equal(skipped, 2);
    assert.deepEqual([(await tests.picture(video, 1)).width, (await tests.picture(video, 0)).number], [80, 3]);
    const next = tests.picture(video, 3);
    socket.write(frame);
    assert.deepEqual([(await next).number, (await next).width], [4, 64]);
  });

  it('keeps a picture that was taken unchanged, however many follow', async () => {
    const { server, socket, video } = await tests.shown();
    const others = Array.from({ length: 20 }, (_, at) => pickledFrame(variedPicture(64, 48, 'bgr', at + 1)));
    socket.write(frame);
    const shown = await tests.picture(video);
    const before = await tests.engine.snapshotPicture(video);
    const file = tests.engine.snapshotPicture(video);
    socket.write(Buffer.concat(others));
    await tests.seen(server, video, ({ frames }) => frames === 21);
    assert.deepEqual([shown.bytes, await file], [i420(picture), before]);
  });

  it('uses constant memory, however fast it arrives', async () => {
    const { server, socket, video } = await tests.shown();
    const large = pickledFrame(variedPicture(320, 240));
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 100; count++) if (!socket.write(large)) await once(socket, 'drain');
    await tests.seen(server, video, ({ frames }) => frames === 100);
    // A few of a hundred pictures.
    const few = 10 * large.length;
    const grown = await buffersAbove(before, few);
    assert.ok(grown < few, `${grown} bytes more`);
  });

  it('loses its newest picture if the frames of all peers take too much memory, and continues with the next', async () => {
    const { server, socket, video } = await tests.shown();
    const others = Array.from({ length: 298 }, (): FrameHolder => ({ maxFrameBytes: 0, cut: assert.fail }));
    socket.write(pickledFrame(variedPicture(640, 480)));
    await tests.seen(server, video, ({ frames }) => frames === 1);
    for (const other of others) unfinishedFrames.update(other, 900_000);
    await assert.rejects(tests.engine.snapshotPicture(video), { code: 'NO_PICTURE' });
    assert.equal((await tests.seen(server, video, () => true)).skipped, 1);
    for (const other of others) unfinishedFrames.update(other, 0);
    socket.write(frame);
    assert.equal((await tests.picture(video)).number, 2);
    await tests.engine.stopVideo(video);
    assert.equal(unfinishedFrames.bytes, 0);
  });

  it('takes frames from any source, returns those not viewed, and stops the source once', async () => {
    const stops: string[] = [];
    const peer = { id: 'p1', address: 'memory' } as Peer;
    const transcript = { event: () => undefined, room: { refusal: undefined } };
    const source = { stop: () => stops.push('stop') };
    const video = new IncomingVideo({ endpoint: 'e', peer, source, transcript, onChange: () => undefined });
    video.start(undefined);
    const [first, second, third] = [0, 1, 2].map(at => pickledFrame(variedPicture(9, 8, 'bgr', at)).subarray(8));
    assert.ok(first && second && third);
    const text = Buffer.from('no picture');
    assert.deepEqual([video.take({ bytes: first }), video.take({ bytes: text })], [undefined, text]);
    assert.equal(video.take({ bytes: second }), first);
    assert.equal((await video.picture(0))?.number, 2);
    assert.equal(video.take({ bytes: third }), undefined, 'it was viewed');
    const next = video.picture(3);
    video.stop();
    video.stop();
    assert.deepEqual([await next, stops, video.snapshot.state], [undefined, ['stop'], 'ended']);
  });

  it('may change its picture size on the way', async () => {
    const { server, socket, video } = await tests.shown();
    for (const [at, [width, height]] of [
      [64, 48],
      [1, 1],
      [320, 200],
    ].entries()) {
      socket.write(pickledFrame(variedPicture(width ?? 0, height ?? 0)));
      assert.deepEqual(
        [(await tests.picture(video, at)).width, (await tests.picture(video, at)).height],
        [width, height],
      );
    }
    assert.equal((await tests.seen(server, video, () => true)).height, 200);
  });

  it('counts frames that aren’t pictures, executes nothing, and reports the first at once', async () => {
    const { server, socket, video } = await tests.shown();
    socket.write(Buffer.concat([framed(systemCall), framed(new Uint8Array()), framed(Buffer.from('text')), frame]));
    assert.equal((await tests.picture(video)).number, 1);
    const { frames, unreadable } = await tests.seen(server, video, () => true);
    assert.deepEqual([frames, unreadable], [1, 3]);
    assert.deepEqual(await eventsOf(server, 'pictureUnreadable'), [
      { code: 'pictureUnreadable', frames: 1, reason: 'otherPickle', detail: 'posix.system' },
    ]);
  });

  for (const [name, image] of Object.entries({
    'a JPEG': jpeg(65_535, 65_535),
    'a PNG': png(65_535, 65_535),
    'a WebP': webp(16_383, 16_383),
    'an array with a JPEG': pickledArray([jpeg(65_535, 65_535).length], jpeg(65_535, 65_535)),
  })) {
    it(`skips ${name} that claims to be larger than can be painted, and continues`, async () => {
      const { server, socket, video } = await tests.shown({ format: 'length-prefixed', endian: 'little' });
      socket.write(Buffer.concat([framed(image), frame]));
      assert.equal((await tests.picture(video)).width, 64);
      const [reported] = await eventsOf(server, 'pictureUnreadable');
      assert.equal(reported?.reason, 'tooLarge');
      assert.match(reported?.detail ?? '', /^(65535 × 65535|16383 × 16383)$/);
    });
  }

  it('skips a JPEG of a multipart stream that claims to be larger than can be painted, and continues', async () => {
    const { server, socket, video } = await tests.shown();
    const part = (image: Uint8Array) =>
      Buffer.concat([Buffer.from('--frame\r\nContent-Type: image/jpeg\r\n\r\n'), image, Buffer.from('\r\n')]);
    socket.write(Buffer.concat([part(jpeg(65_535, 65_535)), part(jpeg(64, 48))]));
    assert.equal((await tests.picture(video)).width, 64);
    const [reported] = await eventsOf(server, 'pictureUnreadable');
    assert.deepEqual([reported?.reason, reported?.detail], ['tooLarge', '65535 × 65535']);
  });

  it('skips an array with a side longer than can be painted', async () => {
    const { server, socket, video } = await tests.shown();
    socket.write(Buffer.concat([pickledFrame(variedPicture(1, 60_000, 'gray')), frame]));
    assert.equal((await tests.picture(video)).width, 64);
    const [reported] = await eventsOf(server, 'pictureUnreadable');
    assert.deepEqual([reported?.reason, reported?.detail], ['tooLarge', '1 × 60000']);
  });

  it('can start with empty frames', async () => {
    const { socket, video } = await tests.shown({ format: 'length-prefixed', endian: 'big' });
    socket.write(Buffer.concat([framed(new Uint8Array()), pickledFrame(picture, 'big')]));
    assert.equal((await tests.picture(video)).number, 1);
  });

  it('belongs to a peer, and isn’t available where files are received', async () => {
    const { server, peer, video } = await tests.shown();
    assert.equal((await tests.engine.showVideo(server.id, peer)).id, video);
    const files = await tests.connection({ files: { mode: 'raw', directory: tests.endpoints.directory } });
    await assert.rejects(() => tests.engine.showVideo(files.server.id, files.peer), { code: 'BUSY' });
    files.socket.write(frame);
    await tests.endpoints.transferSeen(files.server.id, ({ direction }) => direction === 'in');
    assert.deepEqual(tests.endpoints.recognized, []);
    await assert.rejects(tests.engine.videoPicture('none', 0), { code: 'NO_VIDEO' });
  });

  it('can’t be muted, and accepts no pictures', async () => {
    const { video } = await tests.shown();
    await assert.rejects(() => tests.engine.muteVideo(video, true), RangeError);
    const pushed = { width: 1, height: 1, format: 'RGBA', bytes: new Uint8Array(4) } as const;
    await assert.rejects(tests.engine.pushPicture(video, pushed), RangeError);
  });
});

function i420(picture: Picture): Uint8Array {
  const bytes = new Uint8Array(i420Bytes(picture.width, picture.height));
  toI420(picture, bytes, 'bt601');
  return bytes;
}

/** Pixels as decoded from a PNG. */
function rgbaOf({ order, pixels }: Picture): Uint8Array {
  const step = order === 'gray' ? 1 : order === 'bgr' ? 3 : 4;
  const count = pixels.length / step;
  return Uint8Array.from({ length: count * 4 }, (_, at) => {
    const [pixel, channel] = [Math.floor(at / 4), at % 4];
    if (channel === 3) return step === 4 ? (pixels[pixel * 4 + 3] ?? 0) : 255;
    return pixels[pixel * step + (step === 1 ? 0 : 2 - channel)] ?? 0;
  });
}
