/** Transcript rows for tests of the page. */
import type { PanelRow } from '../../src/protocol/panelCalls.ts';

/** Returns a received message `hello`, with `given` overriding its properties. */
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
