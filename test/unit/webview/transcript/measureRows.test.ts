import assert from 'node:assert/strict';
import { measureRows } from '../../../../webview/transcript/measureRows.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('drawn rows', () => {
  let known: Map<number, number>;
  let seen: number[];

  const row = (position: number, height: number) =>
    ({ dataset: { position: String(position) }, getBoundingClientRect: () => ({ height }) }) as unknown as HTMLElement;
  const measure = (rows: HTMLElement[], cutSeqs: number[] = [], source = { at: (at: number) => panelRow(1000 + at) }) =>
    measureRows(rows, {
      layout: {
        measured: (position, height) => {
          const isOther = known.get(position) !== height;
          known.set(position, height);
          return isOther;
        },
      },
      cut: {
        drawn: (_row, seq) => {
          seen.push(seq);
          return cutSeqs.includes(seq);
        },
      },
      source,
    });

  beforeEach(() => {
    known = new Map();
    seen = [];
  });

  it('are measured, and say whether one differs from what was known', () => {
    assert.deepEqual(measure([row(7, 22), row(8, 44)]), { isOther: true, isCut: false });
    assert.deepEqual(
      [...known],
      [
        [7, 22],
        [8, 44],
      ],
    );
    assert.deepEqual(measure([row(7, 22), row(8, 44)]), { isOther: false, isCut: false });
    assert.deepEqual(measure([row(7, 23), row(8, 44)]), { isOther: true, isCut: false });
  });

  it('are looked at for lines that are cut off, by their entry', () => {
    assert.deepEqual(measure([row(7, 22), row(8, 22)], [1007]), { isOther: true, isCut: true });
    assert.deepEqual(seen, [1007, 1008]);
  });

  it('have no height while the list isn’t shown', () => {
    assert.deepEqual(measure([row(7, 0)], [1007]), { isOther: false, isCut: false });
    assert.deepEqual([known.size, seen], [0, []]);
  });
});
