/** Rows of a transcript as the page gets them. */
import type { PanelRow } from '../../src/protocol/panelCalls.ts';

/** A received message `hello` of one peer, except for what is given. */
export function panelRow(seq: number, given: Partial<PanelRow> = {}): PanelRow {
  return {
    seq,
    time: 1000,
    direction: 'in',
    peer: { id: 'p1', address: '127.0.0.1:5000' },
    length: 5,
    text: 'hello',
    more: 0,
    ...given,
  };
}
