import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isJsonDeeper } from '../../../../src/core/bytes/jsonDepth.ts';

describe('the depth of a JSON text', () => {
  const depthOf = (text: string) => {
    let levels = 0;
    while (isJsonDeeper(Buffer.from(text), levels)) levels++;
    return levels;
  };

  it('is the number of nested arrays and objects', () => {
    const texts = ['1', '[]', '[1,{"a":2}]', '[[],[],[]]', '{"a":{"b":[{}]}}'];
    assert.deepEqual(texts.map(depthOf), [0, 1, 2, 2, 4]);
  });

  it('ignores the contents of strings', () => {
    const texts = ['"[["', '["]","[["]', String.raw`["\\\"[["]`, String.raw`["\\\\",[1]]`, '{"{[":"{["}'];
    assert.deepEqual(texts.map(depthOf), [0, 1, 1, 2, 1]);
  });

  it('is found in truncated text', () => {
    assert.deepEqual(['', '[[', '["[', String.raw`["\\`, ']]'].map(depthOf), [0, 2, 1, 1, 0]);
  });

  it('is that of the value', () => {
    const levelsOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(levelsOf)) : 0;
    fc.assert(fc.property(fc.jsonValue(), value => assert.equal(depthOf(JSON.stringify(value)), levelsOf(value))));
  });
});
