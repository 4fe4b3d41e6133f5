import assert from 'node:assert/strict';
import { RE2JS } from 're2js';
import { byteInput } from '../../../../src/core/pattern/byteInput.ts';
import { characterInput } from '../../../../src/core/pattern/characterInput.ts';
import { matchingOf } from '../../../../src/core/pattern/matching.ts';

const matching = (source: string) => matchingOf(RE2JS.compile(source), byteInput);
const latin1 = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1');

describe('a matched expression', () => {
  it('captures by number and by name, undefined if a group didn’t participate', () => {
    const match = matching('(?P<key>a)(b)?(?P<rest>x*)').match(Buffer.from('-ac'));
    assert.deepEqual(match?.groups.map(latin1), ['a', 'a', undefined, '']);
    assert.equal(latin1(matching('a').match(Buffer.from('ab'))?.groups[0]), 'a');
    assert.deepEqual([latin1(match?.named.key), latin1(match?.named.rest)], ['a', '']);
  });

  it('has only the names of its groups', () => {
    const match = matching('(?P<key>a)').match(Buffer.from('a'));
    assert.ok(match && !('toString' in match.named));
    assert.deepEqual(Object.keys(match.named), ['key']);
  });

  it('lists its groups, named ones twice', () => {
    assert.deepEqual(matching('(a)(?P<n>b)').groups, ['0', '1', '2', 'n']);
    assert.deepEqual(matching('a').groups, ['0']);
  });

  it('is found on both sides of the length from which it is tested first', () => {
    for (const length of [4095, 4096, 4097]) {
      const bytes = new Uint8Array(length);
      assert.equal(matching('z').match(bytes), undefined);
      bytes[length - 1] = 0x7a;
      assert.equal(matching('z').match(bytes)?.groups[0]?.byteOffset, length - 1);
    }
  });

  it('returns ranges of bytes, none of them empty, up to the requested number', () => {
    const bytes = Buffer.from('aé-aé-é');
    const { ranges } = matchingOf(RE2JS.compile('é|x*'), input => characterInput(input, 'utf8'));
    const all = [
      [1, 3],
      [5, 7],
      [8, 10],
    ];
    for (const limit of [0, 1, 2, 3, 9]) assert.deepEqual(ranges(bytes, limit), all.slice(0, limit));
  });

  it('captures views of the bytes, not copies', () => {
    const bytes = Uint8Array.of(1, 0x61, 2);
    assert.equal(matching('a').match(bytes)?.groups[0]?.buffer, bytes.buffer);
  });

  it('has the size of its program', () => assert.equal(matching('a').size, RE2JS.compile('a').programSize()));
});
