import assert from 'node:assert/strict';
import { nothing, type TemplateResult } from 'lit';
import type { EndpointKind } from '../../../../src/core/endpointConfig.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { goneLine } from '../../../../webview/peers/goneLine.ts';
import { PeerChoice } from '../../../../webview/peers/peerChoice.ts';
import { press, textOf } from '../../../support/templates.ts';

/** Text and elements of a template, without what is bound to their events. */
function markup(part: unknown): string {
  if (part === nothing || typeof part === 'function') return '';
  if (Array.isArray(part)) return part.map(markup).join('');
  if (typeof part !== 'object' || part === null) return String(part);
  const { strings, values } = part as TemplateResult;
  return strings.map((text, at) => text + (at < values.length ? markup(values[at]) : '')).join('');
}

describe('the line about a peer that has gone', () => {
  const shown = { id: 'p1', address: '127.0.0.1:50132', connectedAt: 1000 };
  const labels = new PeerLabels();
  const lineOf = (choice: PeerChoice, kind: EndpointKind) => markup(goneLine(choice, kind, labels));

  it('names the peer, and what is shown now; it is empty before, and once it is closed', () => {
    const sentences: Record<EndpointKind, string> = {
      'tcp-server': '127.0.0.1:50132 disconnected. Showing all clients.',
      'tcp-client': 'The connection to 127.0.0.1:50132 closed. Showing all messages.',
      udp: '127.0.0.1:50132 is no longer active. Showing all senders.',
    };
    for (const [kind, sentence] of Object.entries(sentences) as [EndpointKind, string][]) {
      const choice = new PeerChoice({ shown }, { onChange: () => undefined });
      assert.equal(lineOf(choice, kind), '<div role="status"></div>');
      choice.update([]);
      assert.ok(lineOf(choice, kind).includes(sentence), lineOf(choice, kind));
      choice.dismissGone();
      assert.equal(lineOf(choice, kind), '<div role="status"></div>');
    }
  });

  it('follows the next one when that is asked for: it says what is waited for, and shows all again', () => {
    labels.setNames({ [shown.address]: 'sensor' });
    const choice = new PeerChoice({ shown }, { onChange: () => undefined });
    choice.update([]);
    press(goneLine(choice, 'tcp-server', labels), 'Follow Next Client');
    const line = goneLine(choice, 'tcp-server', labels);
    assert.match(textOf(line), /sensor \(127\.0\.0\.1:50132\) disconnected\. Waiting for the next client…/);
    press(line, 'Show All Clients');
    assert.deepEqual([choice.shown, textOf(goneLine(choice, 'tcp-server', labels))], [undefined, '']);
    labels.setNames({});
  });

  it('shows the messages of the one that has gone', () => {
    const choice = new PeerChoice({ shown }, { onChange: () => undefined });
    choice.update([]);
    press(goneLine(choice, 'udp', labels), 'Show Its Messages');
    assert.deepEqual([choice.shown, choice.isPast], [shown, true]);
  });
});
