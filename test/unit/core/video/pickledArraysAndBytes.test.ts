import assert from 'node:assert/strict';
import { Latin1Texts } from '../../../../src/core/pickle/latin1Texts.ts';
import type { PickleCollection, PickleValue } from '../../../../src/core/pickle/pickleValue.ts';
import { readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { pickledArraysAndBytes } from '../../../../src/core/video/pickledArraysAndBytes.ts';
import { bytes, latin1, pickle, pickledArray } from '../pickle/pickles.ts';

/** Bytes as text, and an array as its shape. */
function held(...roots: PickleValue[]): string[] {
  return [...pickledArraysAndBytes(roots, new Latin1Texts(1000))].map(data =>
    data instanceof Uint8Array ? Buffer.from(data).toString() : `array ${data.shape.join('×')}`,
  );
}

const read = (instructions: string): PickleValue => {
  const found = readPickle(pickle(`${instructions}.`)).pickle;
  assert.ok(found);
  return found.value;
};
const array = Buffer.from(pickledArray([2, 1], latin1('xy')).subarray(2, -1)).toString('latin1');
const one = (text: string) => `C\x01${text}`;

describe('data in a pickled value', () => {
  it('is found in any container, in order', () => {
    assert.deepEqual(held(read(`(${one('a')}]${one('b')}a}${one('c')}${array}s${one('d')}t`)), [
      ...['a', 'b', 'c', 'array 2×1', 'd'],
    ]);
    assert.deepEqual(held(read(`${one('a')}K\x01N\x87`)), ['a']);
    assert.deepEqual(held(null, 5, 'text', latin1('a')), ['a']);
  });

  it('is found in the parts of an object, but not in what it calls', () => {
    const object = `ca\nb\n${one('1')}\x85}${one('k')}${one('2')}s\x92${one('3')}b${one('4')}a${one('5')}${one('6')}s`;
    assert.deepEqual(held(read(object)), ['1', 'k', '2', '3', '4', '5', '6']);
    assert.deepEqual(held(read(`${one('x')})R`)), []);
  });

  it('isn’t reported again for the contents of an array or bytes', () => {
    assert.deepEqual(held(read(array)), ['array 2×1']);
    assert.deepEqual(held(read(bytes(2, 'ab'))), ['ab']);
  });

  it('is found once in a container that occurs twice or contains itself', () => {
    assert.deepEqual(held(read(`(]q\x00${one('a')}ah\x00t`)), ['a']);
    assert.deepEqual(held(read(`]q\x00h\x00a${one('a')}a`)), ['a']);
  });

  it('is found at any depth', () => {
    let value: PickleValue = latin1('a');
    for (let depth = 0; depth < 50_000; depth++) {
      value = { kind: 'tuple', id: 0, items: [value] } satisfies PickleCollection;
    }
    assert.deepEqual(held(value), ['a']);
  });
});
