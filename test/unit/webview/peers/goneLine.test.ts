import assert from 'node:assert/strict';
import { nothing, type TemplateResult } from 'lit';
import type { EndpointKind } from '../../../../src/core/endpointConfig.ts';
import type { EndpointState } from '../../../../src/core/endpointSnapshot.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { goneLine } from '../../../../webview/peers/goneLine.ts';
import { PeerChoice } from '../../../../webview/peers/peerChoice.ts';
import { names, press, textOf } from '../../../support/templates.ts';

/** Text and elements of a template, without event bindings. */
function markup(part: unknown): string {
  if (part === nothing || typeof part === 'function') return '';
  if (Array.isArray(part)) return part.map(markup).join('');
  if (typeof part !== 'object' || part === null) return String(part);
  const { strings, values } = part as TemplateResult;
  return strings.map((text, at) => text + (at < values.length ? markup(values[at]) : '')).join('');
}

describe('the line about a closed peer', () => {
  const shown = { id: 'p1', address: '127.0.0.1:50132', connectedAt: 1000 };
  const labels = new PeerLabels();
  let starts: number;
  const start = { label: 'Start', act: () => void starts++ };
  const line = (choice: PeerChoice, kind: EndpointKind = 'tcp-server', state: EndpointState = 'open') =>
    goneLine({ choice, endpoint: { config: { kind, address: ':0' }, state }, labels, start });
  const lineOf = (choice: PeerChoice, kind: EndpointKind) => markup(line(choice, kind));

  beforeEach(() => {
    starts = 0;
  });

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

  it('can follow the next one: it shows what it waits for, and shows all again', () => {
    labels.setNames({ [shown.address]: 'sensor' });
    const choice = new PeerChoice({ shown }, { onChange: () => undefined });
    choice.update([]);
    press(line(choice), 'Follow Next Client');
    const waiting = line(choice);
    assert.match(textOf(waiting), /sensor \(127\.0\.0\.1:50132\) disconnected\. Waiting for the next client…/);
    press(waiting, 'Show All Clients');
    assert.deepEqual([choice.shown, textOf(line(choice))], [undefined, '']);
    labels.setNames({});
  });

  it('explains that nothing can be awaited while the endpoint isn’t open, and opens it', () => {
    const sentences: Record<EndpointKind, string> = {
      'tcp-server': '127.0.0.1:50132 disconnected. The server is stopped.',
      'tcp-client': 'The connection to 127.0.0.1:50132 closed.',
      udp: 'Nothing more from 127.0.0.1:50132: the UDP socket is closed.',
    };
    const choice = new PeerChoice({ shown, isPast: true, waits: true }, { onChange: () => undefined });
    for (const [kind, sentence] of Object.entries(sentences) as [EndpointKind, string][]) {
      assert.ok(textOf(line(choice, kind, 'closed')).includes(sentence), kind);
      assert.match(textOf(line(choice, kind, 'reconnecting')), /Waiting for/);
    }
    press(line(choice, 'tcp-server', 'closed'), 'Start');
    assert.equal(starts, 1);
    const config = { kind: 'tcp-server', address: ':0' } as const;
    const offered = goneLine({ choice, endpoint: { config, state: 'failed' }, labels, start: undefined });
    assert.deepEqual(names(offered, 'button'), ['Show All Clients'], 'the banner offers to start it');
    press(offered, 'Show All Clients');
    assert.equal(choice.shown, undefined);
  });

  it('shows the messages of the closed one', () => {
    const choice = new PeerChoice({ shown }, { onChange: () => undefined });
    choice.update([]);
    press(line(choice, 'udp'), 'Show Its Messages');
    assert.deepEqual([choice.shown, choice.isPast], [shown, true]);
  });
});
