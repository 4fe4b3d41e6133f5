import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { namedEvent, rowEventText } from '../../../../webview/transcript/eventText.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('an event’s text', () => {
  const address = '127.0.0.1:50';
  const labels = new PeerLabels();
  const named = new PeerLabels();
  named.setNames({ [address]: 'sensor' });
  const row = (sentence: string, more: Partial<PanelRow> = {}) =>
    panelRow(1, { direction: 'event', sentence, event: { code: 'closed' }, peer: { id: 'p1', address }, ...more });
  const received = row(`received “a” from ${address} (1 B)`);

  it('begins with the peer that did it', () => {
    const did = row('disconnected', { followsPeer: true });
    assert.equal(textOf(namedEvent(did, labels)), `${address} disconnected`);
  });

  it('separates the peer from what happened to its data', () => {
    assert.equal(textOf(namedEvent(row('A message broke'), labels)), `${address}: A message broke`);
  });

  it('contains the peer once if the sentence names it, under the user’s name for it', () => {
    assert.equal(textOf(namedEvent(received, labels)), `received “a” from ${address} (1 B)`);
    assert.equal(textOf(namedEvent(received, named)), `received “a” from sensor (${address}) (1 B)`);
    assert.deepEqual(elements(namedEvent(received, labels)), [], 'one text for translators and readers');
    assert.equal(
      textOf(namedEvent(row(`no answer from ${address}00`), labels)),
      `${address}: no answer from ${address}00`,
    );
  });

  it('contains the peer once if its address can’t be shown verbatim', () => {
    const path = '/tmp/a\u202eb';
    const at = { sentence: 'Connected to /tmp/a\\u{202e}b', peer: { id: 'p1', address: path } };
    assert.equal(textOf(namedEvent(row('', at), labels)), at.sentence);
  });

  it('contains no separate peer next to a column of peers', () => {
    assert.equal(textOf(rowEventText(row('connected'), labels)), 'connected');
    assert.equal(textOf(rowEventText(received, named)), `received “a” from sensor (${address}) (1 B)`);
  });

  it('is only the sentence if it concerns no peer', () => {
    const event = panelRow(1, { direction: 'event', sentence: 'closed' });
    for (const text of [rowEventText, namedEvent])
      assert.equal(textOf(text({ ...event, peer: undefined } as never, labels)), 'closed');
  });
});
