import assert from 'node:assert/strict';
import {
  guessPrefix,
  type Recognition,
  recognitionBytes,
  recognizeVideo,
} from '../../../../src/core/video/recognizeVideo.ts';
import type { VideoWire } from '../../../../src/core/video/video.ts';
import { videoLength } from '../../../../src/core/video/videoLength.ts';
import { bytes, latin1, pickle, pickledArray } from '../pickle/pickles.ts';
import { jpeg, png, webp } from './images.ts';

describe('recognizeVideo', () => {
  const limit = 16 * 1024 * 1024;
  const recognize = (start: Uint8Array) => recognizeVideo(start, limit);
  const multipart = latin1('--frame\r\nX-Time: 1\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff');

  /** Its answers to each beginning of the requested length, and to all bytes. */
  function answersTo(start: Uint8Array): Recognition[] {
    const lengths = Array.from({ length: Math.min(start.length, recognitionBytes) + 1 }, (_, length) => length);
    return [...lengths, start.length].map(length => recognize(start.subarray(0, length)));
  }

  /** Asserts that it needs more until it answers yes, and answers the same for all at once. */
  function isRecognized(start: Uint8Array, wire: VideoWire, isSure = true): void {
    const answers = answersTo(start);
    const first = answers.findIndex(({ is }) => is !== 'needMore');
    assert.ok(first <= recognitionBytes);
    for (const answer of [answers[first], answers.at(-1)]) assert.deepEqual(answer, { is: 'video', wire, isSure });
  }

  it('recognizes length-prefixed frames in either byte order by their contents', () => {
    const image = Buffer.from(jpeg(640, 480)).toString('latin1');
    const payloads = [jpeg(640, 480), png(640, 480), webp(640, 480), pickle(`${bytes(4, image)}.`)];
    for (const protocol of [2, 3, 4, 5] as const) {
      for (const core of ['core', '_core'] as const) {
        payloads.push(pickledArray([8, 8, 3], new Uint8Array(192), { protocol, core }));
      }
    }
    // As Python writes it: in a frame, followed by its pixels.
    const large = Buffer.from(pickledArray([80, 60, 3], new Uint8Array(14_400)).subarray(2));
    payloads.push(Buffer.concat([latin1('\x80\x04\x95\xa4\x00\x00\x00\x00\x00\x00\x00'), large]));
    for (const endian of ['little', 'big'] as const) {
      for (const payload of payloads) {
        const next = videoLength(payload.length, endian);
        const wire = { format: 'length-prefixed', endian } as const;
        isRecognized(Buffer.concat([videoLength(payload.length, endian), payload, next]), wire);
      }
    }
  });

  it('recognizes multipart, and is not sure about a JPEG alone', () => {
    const wire = { format: 'multipart' } as const;
    isRecognized(multipart, wire);
    isRecognized(Buffer.concat([latin1('\r\n'), multipart]), wire);
    const head = 'HTTP/1.0 200 OK\r\nServer: x\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n';
    isRecognized(Buffer.concat([latin1(head), multipart]), wire);
    isRecognized(jpeg(640, 480), wire, false);
  });

  it('rejects everything else, within its bound', () => {
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
      latin1('--frame\r\nContent-Type: text/plain\r\n\r\n'),
      latin1(`--${'a'.repeat(recognitionBytes)}`),
      latin1('--frame\r\n\x00'),
    ]) {
      const answers = answersTo(other).map(({ is }) => is);
      assert.equal(answers.at(-1), 'no', Buffer.from(other).toString('latin1'));
      assert.equal(answers.includes('video'), false);
    }
  });

  it('is not sure about pickles without a picture, but knows their framing', () => {
    const wire = { format: 'length-prefixed', endian: 'little' } as const;
    for (const [what, payload] of Object.entries({
      command: pickle(`cos\nsystem\n${'N'.repeat(100)}.`),
      bytes: pickle(`C\xff${'a'.repeat(255)}.`),
      none: pickle('N.'),
      'dict without an array': pickle('}\x8c\x01aK\x01s.'),
      ...Object.fromEntries(
        ([2, 3, 4] as const).flatMap(protocol => [
          [`audio ${protocol}`, pickledArray([1024, 1], data(4096), { protocol, dtype: 'f4', byteOrder: '<' })],
          [`int16 audio ${protocol}`, pickledArray([1024, 2], data(4096), { protocol, dtype: 'i2', byteOrder: '<' })],
          [
            `float picture ${protocol}`,
            pickledArray([16, 16, 3], data(3072), { protocol, dtype: 'f4', byteOrder: '<' }),
          ],
          [`line ${protocol}`, pickledArray([1024], data(1024), { protocol })],
          [`column ${protocol}`, pickledArray([1024, 1], data(1024), { protocol })],
          [`channels ${protocol}`, pickledArray([64, 64, 2], data(8192), { protocol })],
          [`tiny ${protocol}`, pickledArray([3, 3], data(9), { protocol })],
          [`narrow ${protocol}`, pickledArray([1024, 4], data(4096), { protocol })],
          [`Fortran ${protocol}`, pickledArray([16, 16], data(256), { protocol, order: 'F' })],
        ]),
      ),
    })) {
      const start = Buffer.concat([videoLength(payload.length, 'little'), payload]);
      const answers = answersTo(start);
      const first = answers.find(({ is }) => is !== 'needMore');
      assert.deepEqual([first, answers.at(-1)], [{ is: 'video', wire, isSure: false }, first], what);
    }
  });

  it('finds a picture inside a container, beyond what the beginning shows', () => {
    const body = (payload: Uint8Array) => Buffer.from(payload.subarray(2, -1)).toString('latin1');
    for (const protocol of [2, 3, 4, 5] as const) {
      const picture = body(pickledArray([8, 8, 3], data(192), { protocol }));
      const audio = body(pickledArray([4], data(16), { protocol, dtype: 'f4', byteOrder: '<' }));
      const image = bytes(protocol, Buffer.from(jpeg(640, 480)).toString('latin1'));
      for (const within of [
        `}X\x05\x00\x00\x00frame${picture}s.`,
        `}(X\x02\x00\x00\x00tsG\x3f\xf8\x00\x00\x00\x00\x00\x00X\x05\x00\x00\x00frame${picture}u.`,
        `]${picture}a.`,
        `K\x07${picture}\x86.`,
        `]]K\x01${picture}\x86aa.`,
        `${audio}${picture}\x86.`,
        `K\x07${image}\x86.`,
        `ca\nb\n)R}X\x05\x00\x00\x00frame${picture}sb.`,
      ]) {
        const payload = latin1(`\x80${String.fromCharCode(protocol)}${within}`);
        isRecognized(Buffer.concat([videoLength(payload.length, 'little'), payload]), {
          format: 'length-prefixed',
          endian: 'little',
        });
      }
    }
  });

  it('asks for what follows the data of protocol 5', () => {
    const wire = { format: 'length-prefixed', endian: 'big' } as const;
    for (const [shape, dtype, isPicture] of [
      [[480, 640, 3], 'u1', true],
      [[1024, 1], 'f4', false],
      [[4096], 'u1', false],
    ] as const) {
      const length = shape.reduce((product: number, one) => product * one, dtype === 'f4' ? 4 : 1);
      for (const before of ['', '}(X\x02\x00\x00\x00tsK\x01X\x05\x00\x00\x00frame']) {
        const body = pickledArray(shape, data(length), { protocol: 5, dtype, byteOrder: dtype === 'f4' ? '<' : '|' });
        const text = Buffer.from(body.subarray(2, -1)).toString('latin1');
        const payload = latin1(`\x80\x05${before}${text}${before === '' ? '' : 'u'}.`);
        const stream = Buffer.concat([videoLength(payload.length, 'big'), payload]);
        const found = recognize(stream.subarray(0, recognitionBytes));
        assert.ok(found.is === 'later', found.is);
        assert.deepEqual([found.wire, found.end], [wire, stream.length]);
        assert.equal(found.isPicture(stream.subarray(found.at, found.end)), isPicture, String(shape));
      }
    }
  });

  it('recognizes a picture longer than a frame may be', () => {
    const limited = (start: Uint8Array) => recognizeVideo(start, 10_000);
    const length = videoLength(14_600, 'little');
    const wire = { format: 'length-prefixed', endian: 'little' } as const;
    const expected = { is: 'video', wire, isSure: true, tooLong: 14_600 };
    for (const protocol of [2, 3, 4, 5] as const) {
      const large = Buffer.from(pickledArray([60, 80, 3], data(14_400), { protocol }));
      assert.deepEqual(limited(Buffer.concat([length, large]).subarray(0, recognitionBytes)), expected);
    }
    assert.deepEqual(limited(Buffer.concat([length, jpeg(1, 1)])), expected);
    assert.deepEqual(limited(Buffer.concat([length, pickle('N.')])), { is: 'no' });
    assert.deepEqual(recognize(Buffer.concat([videoLength(2 ** 32 + 1, 'little'), jpeg(1, 1)])), { is: 'no' });
  });

  const data = (length: number) => new Uint8Array(length);

  it('guesses the byte order of a length', () => {
    assert.deepEqual(guessPrefix(latin1('\x2c\x01\x00\x00\x00\x00\x00\x00'), limit), { endian: 'little', length: 300 });
    assert.deepEqual(guessPrefix(latin1('\x00\x00\x00\x00\x00\x00\x01\x2c'), limit), { endian: 'big', length: 300 });
    for (const none of ['\x00'.repeat(8), '\x01\x00\x00\x00\x00\x00\x00\x01', '\x01\x00\x00']) {
      assert.equal(guessPrefix(latin1(none), limit), undefined);
    }
  });
});
