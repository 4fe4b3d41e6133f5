import assert from 'node:assert/strict';
import fc from 'fast-check';
import { partBytes, partOf, textOfPart } from '../../../../src/core/decoders/textParts.ts';
import { inputOf } from '../../../support/inputOf.ts';

const { text: utf8 } = inputOf('');

describe('a text part', () => {
  const bytes = Buffer.from('aé✓😀b');
  const marked = (range: readonly [number, number] | undefined) => {
    const { before, marked: mark, after } = textOfPart(bytes, utf8, 0, range);
    assert.equal(before + mark + after, 'aé✓😀b');
    return mark;
  };

  it('marks the selected bytes', () => {
    assert.equal(marked([0, 1]), 'a');
    assert.equal(marked([1, 6]), 'é✓');
    assert.equal(marked([0, 11]), 'aé✓😀b');
    assert.equal(marked(undefined), '');
    assert.equal(marked([1, 1]), '');
  });

  it('marks a whole character if any of its bytes is selected', () => {
    assert.equal(marked([1, 2]), 'é');
    assert.equal(marked([3, 4]), '✓');
    assert.equal(marked([6, 7]), '😀');
    assert.equal(marked([6, 9]), '😀');
    assert.equal(textOfPart(Buffer.from('é'), utf8, 0, [0, 1]).marked, 'é', 'including the last one');
  });

  it('has the same text wherever the mark is', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (text, one, other) => {
        const all = Buffer.from(text.toWellFormed());
        const [from, to] = [Math.min(one, other, all.length), Math.min(Math.max(one, other), all.length)];
        const { before, marked: mark, after } = textOfPart(all, utf8, 0, [from, to]);
        assert.equal(before + mark + after, text.toWellFormed());
      }),
    );
  });

  it('begins and ends where the adjacent parts do, whatever character is cut there', () => {
    const long = Buffer.from('✓'.repeat(partBytes));
    const parts = [0, 1, 2, 3].map(part => textOfPart(long, utf8, part, undefined).before);
    assert.equal(parts.join(''), utf8.parts(long, [0, long.length])[0]);
    assert.equal(parts[3], '');
  });

  it('marks only its own share of a selection that continues', () => {
    const long = Buffer.from('x'.repeat(partBytes + 10));
    assert.equal(textOfPart(long, utf8, 0, [partBytes - 3, partBytes + 5]).marked, 'xxx');
  });

  it('can be found by byte', () => {
    assert.deepEqual([0, partBytes - 1, partBytes].map(partOf), [0, 0, 1]);
  });
});
