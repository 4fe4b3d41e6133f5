import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';
import * as jpegTurbo from '../../../../src/engine/video/jpegTurbo.ts';
import type { ToPictureThread } from '../../../../src/engine/video/pictureJobs.ts';
import {
  decodeJpegOnThread,
  decodePngOnThread,
  encodeJpegOnThread,
} from '../../../../src/engine/video/pictureThread.ts';
import { encodePng } from '../../../../src/engine/video/png.ts';
import { watchThreadMemory } from '../../../support/threadMemory.ts';
import { variedPicture } from '../../../support/videoFrames.ts';

const picture = variedPicture(32, 20);

describe('the picture thread', () => {
  afterEach(() => mock.restoreAll());

  it('writes and reads the same as this one', async () => {
    const jpeg = await encodeJpegOnThread(picture.pixels, picture, 70);
    assert.deepEqual(Buffer.from(jpeg), Buffer.from(await jpegTurbo.encodeJpeg(picture.pixels, picture, 70)));
    const { pixels, ...about } = await decodeJpegOnThread(jpeg);
    assert.deepEqual(about, { width: 32, height: 20, order: 'bgr' });
    assert.deepEqual(Buffer.from(pixels), Buffer.from((await jpegTurbo.decodeJpeg(jpeg)).pixels));
    const png = await encodePng(variedPicture(5, 4, 'rgba'));
    assert.deepEqual((await decodePngOnThread(png)).pixels, variedPicture(5, 4, 'rgba').pixels);
  });

  it('keeps no file and no picture in memory while it is idle', async () => {
    const memory = watchThreadMemory();
    await encodeJpegOnThread(picture.pixels, picture, 70);
    const before = await memory();
    const large = new Uint8Array(8 * 1024 * 1024);
    for (let times = 0; times < 4; times++) await assert.rejects(decodePngOnThread(large));
    assert.ok((await memory()) - before < large.length);
  });

  it('answers each concurrent caller with its own result', async () => {
    const sizes = [16, 17, 18, 19].map(width => ({ width, height: 16 }));
    const files = await Promise.all(
      sizes.map(size => encodeJpegOnThread(variedPicture(size.width, 16).pixels, size, 50)),
    );
    const read = await Promise.all(files.map(decodeJpegOnThread));
    assert.deepEqual(
      read.map(({ width }) => width),
      [16, 17, 18, 19],
    );
  });

  it('reports why a file can’t be read, and reads the next', async () => {
    const jpeg = await encodeJpegOnThread(picture.pixels, picture, 70);
    const failing = [
      decodeJpegOnThread(new Uint8Array()),
      decodePngOnThread(jpeg),
      decodeJpegOnThread(jpeg.subarray(0, 100)),
    ];
    await Promise.all([
      ...failing.map(one => assert.rejects(one, /not a (JPEG|PNG) file/)),
      decodeJpegOnThread(jpeg).then(({ width }) => assert.equal(width, 32)),
    ]);
  });

  it('is sent only the file’s part of a larger buffer, and leaves that unchanged', async () => {
    const posted: number[] = [];
    const { postMessage } = Worker.prototype;
    mock.method(Worker.prototype, 'postMessage', function (this: Worker, message: ToPictureThread) {
      const { job } = message;
      posted.push((job.kind === 'encodeJpeg' ? job.bgr : job.file).buffer.byteLength);
      postMessage.call(this, message);
    });
    const jpeg = await encodeJpegOnThread(picture.pixels, picture, 70);
    const memory = new Uint8Array(jpeg.length * 10);
    memory.set(jpeg, 5);
    await decodeJpegOnThread(memory.subarray(5, 5 + jpeg.length));
    assert.deepEqual(posted, [picture.pixels.length, jpeg.length]);
    assert.deepEqual(memory.subarray(5, 5 + jpeg.length), new Uint8Array(jpeg));
    assert.equal(picture.pixels.length, 32 * 20 * 3);
  });
});
