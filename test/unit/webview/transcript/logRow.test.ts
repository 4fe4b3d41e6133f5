import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { logRow, type OpenRow } from '../../../../webview/transcript/logRow.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, press } from '../../../support/templates.ts';

describe('a line of the log', () => {
  const line = (row: PanelRow, open?: OpenRow) => logRow(row, new PeerLabels(), open, () => undefined);
  const part = (template: unknown, name: string) =>
    elements(template).find(({ attributes }) => attributes.class === name)?.text;

  it('has the text, the sentence of an event, or says that a message is empty', () => {
    assert.equal(part(line(panelRow(1)), 'text'), 'hello');
    assert.equal(part(line(panelRow(1, { direction: 'event', sentence: 'It listens.' })), 'text'), 'It listens.');
    assert.equal(part(line(panelRow(1, { length: 0, text: '' })), 'text'), '(empty)');
  });

  it('has no more text than a screen is wide', () => {
    assert.equal(part(line(panelRow(1, { text: 'x'.repeat(4096) })), 'text')?.length, 600);
  });

  it('has no length for an event, and 0 for an empty message', () => {
    assert.equal(part(line(panelRow(1, { direction: 'event', length: 0 })), 'length'), '');
    assert.equal(part(line(panelRow(1, { length: 0 })), 'length'), '0');
  });

  it('has its hexdump below while it is open', () => {
    const open = (bytes: Uint8Array | undefined) => line(panelRow(1), { bytes, loadMore: () => undefined });
    assert.equal(part(line(panelRow(1)), 'hexdump'), undefined);
    assert.equal(part(open(undefined), 'hexdump'), 'Loading…');
    assert.match(part(open(Buffer.from('hello')), 'hexdump') ?? '', /68 65 6c 6c 6f.*hello$/);
  });

  it('says how much of the hexdump is not here', () => {
    let loads = 0;
    const open = (length: number) =>
      line(panelRow(1, { length }), { bytes: Buffer.from('hello'), loadMore: () => loads++ });
    assert.match(part(open(6), 'hexdump') ?? '', /Show more \(1 byte left\)$/);
    assert.doesNotMatch(part(open(5), 'hexdump') ?? '', /more/);
    press(open(105), 'Show more (100 bytes left)');
    assert.equal(loads, 1);
  });
});
