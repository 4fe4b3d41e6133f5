import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pickleText, pickleTextUnits } from '../../../../src/core/pickle/pickleText.ts';
import { pickleTree } from '../../../../src/core/pickle/pickleTree.ts';
import { readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { grownPickle } from './grownPickles.ts';
import { pickle, pickledArray, uint32 } from './pickles.ts';

describe('pickleText', () => {
  function textOf(bytes: Uint8Array): string {
    const { pickle: read, flaw } = readPickle(bytes);
    return read ? pickleText(pickleTree(read)) : flaw.code;
  }

  const written = (instructions: string) => textOf(pickle(`${instructions}.`));
  const float = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return `G${bytes.toString('latin1')}`;
  };

  it('writes single values as Python does', () => {
    assert.equal(
      written('(N\x88\x89K\x05J\xff\xff\xff\xff\x8c\x01"C\x03a\x00\xfft'),
      String.raw`(None, True, False, 5, -1, "\"", b'a\x00\xff')`,
    );
    assert.equal(
      written(`(${[1, 1.5, -0, NaN, Infinity, -Infinity, 1e300].map(float).join('')}t`),
      '(1.0, 1.5, -0.0, nan, inf, -inf, 1e+300)',
    );
    assert.equal(written(`\x8b${uint32(300)}${'a'.repeat(300)}`), 'int(… (300))');
    assert.equal(written(`X${uint32(300)}${'a'.repeat(300)}`), `"${'a'.repeat(64)}"… (300)`);
    assert.equal(written(`B${uint32(100)}${'a'.repeat(100)}`), `b'${'a'.repeat(64)}'… (100)`);
  });

  it('writes collections, short ones on one line', () => {
    assert.equal(written(')'), '()');
    assert.equal(written('K\x01\x85'), '(1,)');
    assert.equal(written('(K\x01K\x02l'), '[1, 2]');
    assert.equal(written('(K\x01K\x02K\x03K\x04d'), '{1: 2, 3: 4}');
    assert.equal(written('\x8f'), 'set()');
    assert.equal(written('\x8f(K\x01\x90'), '{1}');
    assert.equal(written('(K\x01\x91'), 'frozenset({1})');
    assert.equal(written('](]K\x01e'), '[\n  [],\n  1,\n]');
    assert.equal(written('}\x8c\x01a]K\x01as'), '{\n  "a": [1],\n}');
  });

  it('writes calls, and what would be done with their results', () => {
    assert.equal(written('cos\nsystem\n\x8c\x02id\x85R'), 'os.system("id")');
    assert.equal(written('ca\nB\n]]a\x85R'), 'a.B(\n  [\n    [],\n  ],\n)');
    assert.equal(written('cos\nsystem\nNR'), 'os.system(*None)');
    assert.equal(written('ca\nB\n)R}\x8c\x01xK\x01sbK\x02a'), 'a.B()\n  state = {"x": 1}\n  items = [2]');
  });

  it('writes arrays and references', () => {
    assert.equal(textOf(pickledArray([2], Uint8Array.of(65, 66))), "array(b'AB', dtype='|u1', shape=(2,), order='C')");
    assert.equal(written(']q\x00h\x00a'), '&1 [*1]');
    assert.equal(written('(]q\x00h\x00t'), '(\n  &2 [],\n  *2,\n)');
  });

  it('says how much is left out', () => {
    assert.match(written(`]${']a'.repeat(10_000)}`), /\[\],\n {2}… \+\d+\n\]$/);
    assert.match(written(`N${'\x85'.repeat(200)}`), /…/);
  });

  it('is never longer than its limit, whatever the pickle', () => {
    fc.assert(
      fc.property(grownPickle, bytes => {
        assert.ok(textOf(bytes).length <= pickleTextUnits + 1);
      }),
    );
    const nested = '\x85'.repeat(90);
    assert.ok(textOf(pickle(`](${`N${nested}`.repeat(2000)}e.`)).length <= pickleTextUnits + 1);
  });
});
