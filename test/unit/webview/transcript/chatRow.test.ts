import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { type ChatRowState, chatRow } from '../../../../webview/transcript/chatRow.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('a bubble', () => {
  function bubble(row: PanelRow, given: Partial<ChatRowState> = {}) {
    const labels = new PeerLabels();
    labels.see('127.0.0.1:5000');
    const state: ChatRowState = {
      form: 'text',
      columns: 100,
      maxByteLines: 6,
      maxTextLines: 20,
      continues: false,
      isLong: false,
      bytes: row.bytes,
      showMore: () => undefined,
      showLess: () => undefined,
      ...given,
    };
    return chatRow(row, labels, state, () => undefined);
  }
  const part = (template: unknown, name: RegExp) =>
    elements(template).find(({ attributes }) => name.test(String(attributes.class)));

  it('contains the message in the current display mode', () => {
    const row = panelRow(1, { bytes: Buffer.from('hello') });
    assert.equal(part(bubble(row), /^bubble text/)?.text, 'hello');
    assert.equal(part(bubble(row, { form: 'hex' }), /^bubble hex/)?.text, '68 65 6c 6c 6f');
  });

  it('shows its peer and time, and why it was sent', () => {
    assert.match(textOf(bubble(panelRow(1))), /:5000 \d\d:\d\d:\d\d\.\d{3}/);
    assert.match(textOf(bubble(panelRow(1, { direction: 'out', origin: 'greeting' }))), /greeting/);
  });

  it('has its name and time only for screen readers if it continues a group', () => {
    const head = (continues: boolean) => {
      const name = continues ? /^spoken$/ : /^group-head$/;
      return part(bubble(panelRow(1), { continues }), name)?.text;
    };
    assert.match(head(false) ?? '', /^:5000 /);
    assert.match(head(true) ?? '', /^:5000 /);
    assert.equal(part(bubble(panelRow(1), { continues: true }), /group-head/), undefined);
  });

  it('is a line for an event, with an icon for what happened, or for problems', () => {
    const event = (given: Partial<PanelRow>) =>
      bubble(panelRow(1, { direction: 'event', sentence: 'It happened.', ...given }));
    const icon = (given: Partial<PanelRow>) => part(event(given), /^codicon/)?.attributes.class;
    assert.equal(icon({ event: { code: 'listening', address: 'a' } }), 'codicon codicon-play');
    assert.equal(icon({ event: { code: 'closed' }, severity: 'error' }), 'codicon codicon-error');
    assert.match(textOf(event({})), /It happened\./);
  });
});
