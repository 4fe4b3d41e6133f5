import assert from 'node:assert/strict';
import { numbersTable } from '../../../../webview/entry/numbersTable.ts';
import { elements } from '../../../support/templates.ts';

describe('the numbers table', () => {
  function rows(bytes: Uint8Array, offset: number): Record<string, string[]> {
    const lines = elements(numbersTable(bytes, offset)).filter(({ tag }) => tag === 'tr');
    const named = lines.map(({ inside }) => inside.filter(({ tag }) => tag === 'th' || tag === 'td'));
    return Object.fromEntries(named.map(([name, ...cells]) => [name?.text, cells.map(({ text }) => text)]));
  }

  it('shows each type in both byte orders, and single bytes once', () => {
    const read = rows(Uint8Array.of(9, 1, 2, 0, 0), 1);
    assert.deepEqual([read.u8, read.i8], [['1'], ['1']]);
    assert.deepEqual(
      [read.u16, read.u32],
      [
        ['513', '258'],
        ['513', '16908288'],
      ],
    );
  });

  it('may break a long float before its exponent', () => {
    const cells = elements(numbersTable(new Uint8Array(8).fill(0x7b), 0)).filter(({ tag }) => tag === 'td');
    const float = cells.find(({ text }) => /e\+\d{3}$/.test(text));
    assert.deepEqual(
      float?.inside.map(({ tag }) => tag),
      ['wbr'],
    );
  });

  it('has a dash for what doesn’t fit, so that the rest stays aligned', () => {
    const read = rows(Uint8Array.of(1, 2, 3), 2);
    assert.deepEqual([read.u8, read.u16, read.f64, read['Unix time']], [['3'], ['–', '–'], ['–', '–'], ['–', '–']]);
    const none = rows(Uint8Array.of(1, 2, 3), 3);
    assert.deepEqual(Object.keys(none), Object.keys(read));
    assert.deepEqual(none.u8, ['–', '–']);
  });
});
