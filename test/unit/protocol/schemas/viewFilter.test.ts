import assert from 'node:assert/strict';
import { viewFilter } from '../../../../src/protocol/schemas/viewFilter.ts';

describe('an external filter', () => {
  const accepts = (filter: unknown) => viewFilter.safeParse(filter).success;

  it('may contain anything that a view knows, or nothing', () => {
    const searches = [
      { text: 'a', matchCase: true, wholeWord: true },
      { regex: 'a+', matchCase: false },
      { hex: '0d0a' },
    ];
    assert.ok(accepts({}));
    for (const search of searches) assert.ok(accepts({ search, onlyMatches: true }), JSON.stringify(search));
    assert.ok(accepts({ peers: ['p1'], kinds: ['in', 'out', 'answer', 'event', 'problem'], minBytes: 0, maxBytes: 7 }));
  });

  it('searches in at most one way', () => {
    for (const search of [
      {},
      { text: 'a', hex: '00' },
      { regex: 'a', wholeWord: true },
      { hex: '00', matchCase: true },
    ])
      assert.ok(!accepts({ search }), JSON.stringify(search));
  });

  it('is limited in every part', () => {
    const of = (length: number, one = 'p') => Array.from({ length }, () => one);
    for (const [limit, filter] of [
      [10_000, (length: number) => ({ search: { text: 'x'.repeat(length) } })],
      [10_000, (length: number) => ({ search: { regex: 'x'.repeat(length) } })],
      [10_000, (length: number) => ({ search: { hex: 'x'.repeat(length) } })],
      [20_000, (length: number) => ({ peers: of(length) })],
      [100, (length: number) => ({ peers: ['x'.repeat(length)] })],
      [5, (length: number) => ({ kinds: of(length, 'in') })],
    ] as const) {
      assert.ok(accepts(filter(limit)), `${limit}`);
      assert.ok(!accepts(filter(limit + 1)), `${limit + 1}`);
    }
  });

  it('has lengths that are whole and not negative', () => {
    for (const minBytes of [-1, 0.5, Number.NaN, 2 ** 60, '1']) assert.ok(!accepts({ minBytes }), String(minBytes));
  });

  it('has no unknown key', () => {
    assert.ok(!accepts({ everything: true }));
    assert.ok(!accepts(undefined));
  });
});
