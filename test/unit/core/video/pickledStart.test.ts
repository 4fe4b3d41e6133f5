import assert from 'node:assert/strict';
import { pickledStart } from '../../../../src/core/video/pickledStart.ts';
import { type ArrayOptions, bytes, latin1, pickle, pickledArray } from '../pickle/pickles.ts';
import { jpeg } from './images.ts';

const data = (length: number) => new Uint8Array(length);
const start = (whole: Uint8Array, length = 500, maxBytes = 500) => pickledStart(whole.subarray(0, length), maxBytes).is;
const ofArray = (shape: number[], bytesOf: number, options: ArrayOptions = {}) =>
  start(pickledArray(shape, data(bytesOf), options));

describe('the beginning of a pickled picture', () => {
  it('is recognized as soon as the array’s shape is known, before its pixels', () => {
    for (const protocol of [2, 3, 4] as const) {
      const whole = pickledArray([20, 30, 3], data(1800), { protocol });
      const answers = Array.from({ length: whole.length + 1 }, (_, length) => start(whole, length, whole.length));
      const first = answers.indexOf('picture');
      assert.ok(first > 0 && first < 350, `${first}`);
      assert.ok(answers.slice(2, first).every(is => is === 'needMore'));
      assert.ok(answers.slice(first, first + 1700).every(is => is === 'picture'));
    }
  });

  it('isn’t an array with sides below eight pixels, or the wrong number of bytes', () => {
    assert.equal(ofArray([8, 100, 3], 2400), 'picture');
    for (const shape of [
      [7, 100, 3],
      [100, 7, 3],
    ]) {
      assert.equal(ofArray(shape, 2100), 'other');
    }
    assert.equal(ofArray([8, 100, 3], 2401), 'other');
    assert.equal(ofArray([8, 100, 3], 2400 * 8, { dtype: 'f8', byteOrder: '<' }), 'other');
    assert.equal(ofArray([8, 100, 2], 1600), 'other');
    assert.equal(ofArray([1, 40_000, 3], 120_000), 'other');
  });

  it('is recognized by an image in bytes, and only bytes in an array line', () => {
    const image = Buffer.concat([jpeg(640, 480), data(2000)]);
    const text = image.toString('latin1');
    for (const protocol of [2, 3, 4] as const) {
      const written = latin1(`\x80${String.fromCharCode(protocol)}${bytes(protocol, text)}.`);
      assert.equal(start(written), 'picture', `${protocol}`);
      assert.equal(start(pickledArray([image.length], image, { protocol })), 'picture', `${protocol}`);
    }
    assert.equal(start(pickledArray([image.length / 2, 2], image)), 'other');
  });

  it('isn’t recognized in a complete pickle without one, or in no pickle', () => {
    for (const whole of [pickle('N.'), pickle('C\x02ab.'), latin1('hello'), pickle('a')])
      assert.equal(start(whole), 'other');
  });

  it('waits for what follows a value that ends within the requested bytes', () => {
    const value = pickle(`C\xf0${'a'.repeat(100)}`);
    assert.equal(pickledStart(value, 500).is, 'needMore');
    // After two bytes of header and two of the instruction.
    assert.equal(pickledStart(value, 245).is, 'needMore');
    assert.equal(pickledStart(value, 244).is, 'other');
    assert.equal(pickledStart(pickle(`C\xf0${'a'.repeat(11)}`), 244).is, 'needMore');
    assert.equal(pickledStart(pickle(`C\xf0${'a'.repeat(12)}`), 244).is, 'other');
    assert.equal(pickledStart(pickle('S'.concat("'abc")), 10).is, 'needMore');
  });

  it('asks again for protocol 5, at the position after the data', () => {
    const pixels = data(1800).fill(7);
    const whole = pickledArray([20, 30, 3], pixels, { protocol: 5 });
    const found = pickledStart(whole.subarray(0, 500), 500);
    assert.ok(found.is === 'later');
    assert.equal(found.at, Buffer.from(whole).indexOf(pixels) + 1800);
    assert.equal(found.isPicture(whole.subarray(found.at)), true);
    assert.equal(found.isPicture(whole.subarray(found.at, -40)), false);
    const audio = pickledArray([450], data(1800), { protocol: 5, dtype: 'f4', byteOrder: '<' });
    const sample = pickledStart(audio.subarray(0, 500), 500);
    assert.ok(sample.is === 'later' && !sample.isPicture(audio.subarray(sample.at)));
  });
});
