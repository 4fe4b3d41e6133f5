import assert from 'node:assert/strict';
import { guessPrefix, recogniseVideo, recognitionBytes } from '../../../../src/core/video/recogniseVideo.ts';
import type { VideoWire } from '../../../../src/core/video/video.ts';
import { videoLength } from '../../../../src/core/video/videoLength.ts';
import { bytes, latin1, pickle, pickledArray } from '../pickle/pickles.ts';
import { jpeg, png, webp } from './images.ts';

describe('recogniseVideo', () => {
  const limit = 16 * 1024 * 1024;
  const recognise = (start: Uint8Array) => recogniseVideo(start, limit);
  const multipart = latin1('--frame\r\nX-Time: 1\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff');

  /** From the first byte on it needs more, until it says yes, and stays with it. */
  function isRecognised(start: Uint8Array, wire: VideoWire, isSure = true): void {
    const answers = Array.from({ length: start.length + 1 }, (_, length) => recognise(start.subarray(0, length)));
    const first = answers.findIndex(({ is }) => is !== 'needMore');
    assert.ok(first <= recognitionBytes);
    for (const answer of answers.slice(first)) assert.deepEqual(answer, { is: 'video', wire, isSure });
  }

  it('knows frames behind their length, of either byte order, by what they hold', () => {
    const image = Buffer.from(jpeg(640, 480)).toString('latin1');
    const payloads = [jpeg(640, 480), png(640, 480), webp(640, 480), pickle(`${bytes(4, image)}.`)];
    for (const protocol of [2, 3, 4, 5] as const) {
      for (const core of ['core', '_core'] as const) {
        payloads.push(pickledArray([4, 4, 3], new Uint8Array(48), { protocol, core }));
      }
    }
    // As Python writes it: in a frame.
    payloads.push(
      latin1(`\x80\x04\x95\xa4\x00\x00\x00\x00\x00\x00\x00\x8c\x15numpy.core.multiarray${'x'.repeat(300)}`),
    );
    for (const endian of ['little', 'big'] as const) {
      for (const payload of payloads) {
        const next = videoLength(payload.length, endian);
        const wire = { format: 'length-prefixed', endian } as const;
        isRecognised(Buffer.concat([videoLength(payload.length, endian), payload, next]), wire);
      }
    }
  });

  it('knows multipart, and is not sure of a JPEG alone', () => {
    const wire = { format: 'multipart' } as const;
    isRecognised(multipart, wire);
    isRecognised(Buffer.concat([latin1('\r\n'), multipart]), wire);
    const head = 'HTTP/1.0 200 OK\r\nServer: x\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n';
    isRecognised(Buffer.concat([latin1(head), multipart]), wire);
    isRecognised(jpeg(640, 480), wire, false);
  });

  it('says no to everything else, within its bound', () => {
    const length = (payload: Uint8Array) => Buffer.concat([videoLength(payload.length, 'little'), payload]);
    for (const other of [
      latin1('hello there'),
      latin1('GET / HTTP/1.1\r\n'),
      latin1('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>'),
      latin1(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(recognitionBytes)}`),
      latin1('\x00'.repeat(100)),
      latin1('\xff'.repeat(100)),
      png(640, 480),
      length(latin1('a'.repeat(100))),
      length(latin1('a')),
      length(pickle(`cos\nsystem\n${'N'.repeat(100)}.`)),
      length(pickle(`C\xff${'a'.repeat(255)}.`)),
      Buffer.concat([videoLength(limit + 1, 'big'), jpeg(1, 1)]),
      latin1('--frame\r\nContent-Type: text/plain\r\n\r\n'),
      latin1(`--${'a'.repeat(recognitionBytes)}`),
      latin1('--frame\r\n\x00'),
    ]) {
      const answers = Array.from({ length: other.length + 1 }, (_, to) => recognise(other.subarray(0, to)).is);
      assert.equal(answers.at(-1), 'no', Buffer.from(other).toString('latin1'));
      assert.equal(answers.includes('video'), false);
    }
  });

  it('guesses the byte order of a length', () => {
    assert.deepEqual(guessPrefix(latin1('\x2c\x01\x00\x00\x00\x00\x00\x00'), limit), { endian: 'little', length: 300 });
    assert.deepEqual(guessPrefix(latin1('\x00\x00\x00\x00\x00\x00\x01\x2c'), limit), { endian: 'big', length: 300 });
    for (const none of ['\x00'.repeat(8), '\x01\x00\x00\x00\x00\x00\x00\x01', '\x01\x00\x00']) {
      assert.equal(guessPrefix(latin1(none), limit), undefined);
    }
  });
});
