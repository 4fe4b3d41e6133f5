import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { chatRow } from '../../../../webview/transcript/chatRow.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, press, textOf } from '../../../support/templates.ts';

describe('a bubble', () => {
  let pressed: string[];

  function bubble(row: PanelRow, isLong = false) {
    const labels = new PeerLabels();
    labels.see('127.0.0.1:5000');
    return chatRow(row, labels, { isLong, showMore: () => pressed.push('more') }, () => pressed.push('inspect'));
  }
  const shown = (row: PanelRow, isLong = false) =>
    elements(bubble(row, isLong)).find(({ attributes }) => /^bubble (?!-)/.test(String(attributes.class)))?.text;

  beforeEach(() => {
    pressed = [];
  });

  it('shows a thousand characters until more is wanted', () => {
    const long = panelRow(1, { text: 'x'.repeat(1001), length: 1001 });
    assert.equal(shown(long), `${'x'.repeat(1000)} … Show more`);
    assert.equal(shown(long, true), 'x'.repeat(1001));
    assert.equal(shown(panelRow(1, { text: 'x'.repeat(1000), length: 1000 })), 'x'.repeat(1000));
    press(bubble(long), 'Show more');
    assert.deepEqual(pressed, ['more']);
  });

  it('says how many bytes there are beyond the preview', () => {
    assert.equal(shown(panelRow(1, { more: 1 })), 'hello … 1 more byte');
    assert.equal(shown(panelRow(1, { more: 2 })), 'hello … 2 more bytes');
    press(bubble(panelRow(1, { more: 2 })), '2 more bytes');
    assert.deepEqual(pressed, ['inspect']);
  });

  it('shows the rest of the preview before what is beyond it', () => {
    const longer = panelRow(1, { text: 'x'.repeat(1001), more: 5 });
    assert.match(shown(longer) ?? '', /… Show more$/);
    assert.match(shown(longer, true) ?? '', /x … 5 more bytes$/);
  });

  it('says that a message is empty', () => {
    assert.equal(shown(panelRow(1, { text: '', length: 0 })), '(empty)');
  });

  it('says whose it is, and why it was sent', () => {
    assert.match(textOf(bubble(panelRow(1))), /:5000 /);
    assert.match(textOf(bubble(panelRow(1, { direction: 'out', origin: 'greeting' }))), /greeting/);
  });

  it('is a line for an event, with an icon for what happened, or for trouble', () => {
    const icon = (given: Partial<PanelRow>) =>
      elements(bubble(panelRow(1, { direction: 'event', sentence: 'It happened.', ...given })))
        .map(({ attributes }) => String(attributes.class))
        .find(name => name.startsWith('codicon'));
    assert.equal(icon({ event: { code: 'listening', address: 'a' } }), 'codicon codicon-play');
    assert.equal(icon({ event: { code: 'closed' }, severity: 'error' }), 'codicon codicon-error');
    assert.equal(icon({ event: { code: 'peerEnded' } }), 'codicon codicon-debug-disconnect');
    assert.match(textOf(bubble(panelRow(1, { direction: 'event', sentence: 'It happened.' }))), /It happened\./);
  });
});
