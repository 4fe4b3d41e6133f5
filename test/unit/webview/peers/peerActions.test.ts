import assert from 'node:assert/strict';
import { actionButton } from '../../../../webview/bar/actionButton.ts';
import { type PeerConnection, peerActions } from '../../../../webview/peers/peerActions.ts';
import { elements } from '../../../support/templates.ts';

describe('what ends a conversation', () => {
  const tcp: PeerConnection = { role: 'client', hasReset: true };
  const actions = (connection: PeerConnection) => peerActions(connection, 'p1', () => undefined);
  const labels = (connection: PeerConnection) => actions(connection).map(({ label }) => label);

  it('is its end, a reset or a disconnect', () => {
    const told: unknown[] = [];
    for (const { act } of peerActions(tcp, 'p1', (action, peer) => told.push([action, peer]))) act();
    assert.deepEqual(told, [
      ['endPeer', 'p1'],
      ['resetPeer', 'p1'],
      ['disconnect', 'p1'],
    ]);
  });

  it('is no reset of a Unix socket, and nothing but a disconnect from a sender of datagrams', () => {
    assert.deepEqual(labels({ role: 'server', hasReset: false }), ['End (send EOF)', 'Disconnect']);
    assert.deepEqual(labels({ role: 'sender', hasReset: false }), ['Disconnect']);
  });

  it('says what goes out on the wire, in the tooltip and to screen readers', () => {
    assert.deepEqual(labels(tcp), ['End (send FIN)', 'Reset (send RST)', 'Disconnect']);
    const segments = actions(tcp).map(({ help }) => help?.match(/\b(FIN|RST)\b/g));
    assert.deepEqual(segments, [['FIN'], ['RST'], ['FIN', 'RST']]);
    for (const role of ['client', 'server', 'sender'] as const)
      for (const hasReset of [true, false])
        for (const action of actions({ role, hasReset })) {
          const button = elements(actionButton(action)).find(({ tag }) => tag === 'button');
          assert.ok(action.help, action.label);
          assert.equal(button?.attributes['aria-label'], action.label);
          assert.equal(button?.attributes['aria-description'], action.help);
          assert.equal(button?.attributes.title, `${action.label}\n${action.help}`);
        }
  });

  it('names no segment where none is sent', () => {
    for (const connection of [
      { role: 'client', hasReset: false },
      { role: 'sender', hasReset: false },
    ] as const)
      for (const { label, help } of actions(connection)) assert.doesNotMatch(`${label} ${help}`, /FIN|RST/);
  });
});
