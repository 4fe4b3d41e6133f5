import assert from 'node:assert/strict';
import { actionButton } from '../../../../webview/bar/actionButton.ts';
import { type PeerConnection, peerActions } from '../../../../webview/peers/peerActions.ts';
import { elements } from '../../../support/templates.ts';

describe('the ways to end a conversation', () => {
  const tcp: PeerConnection = { role: 'client', hasReset: true };
  const actions = (connection: PeerConnection) => peerActions(connection, 'p1', () => undefined);
  const labels = (connection: PeerConnection) => actions(connection).map(({ label }) => label);

  it('are its end, a reset or a disconnect', () => {
    const calls: unknown[] = [];
    for (const { act } of peerActions(tcp, 'p1', (action, peer) => calls.push([action, peer]))) act();
    assert.deepEqual(calls, [
      ['endPeer', 'p1'],
      ['resetPeer', 'p1'],
      ['disconnect', 'p1'],
    ]);
  });

  it('exclude a reset for a Unix socket, and everything except a disconnect for a sender of datagrams', () => {
    assert.deepEqual(labels({ role: 'server', hasReset: false }), ['End (send EOF)', 'Disconnect']);
    assert.deepEqual(labels({ role: 'sender', hasReset: false }), ['Disconnect']);
  });

  it('explain what is sent on the wire, in the tooltip and for screen readers', () => {
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

  it('mention no segment if none is sent', () => {
    for (const connection of [
      { role: 'client', hasReset: false },
      { role: 'sender', hasReset: false },
    ] as const)
      for (const { label, help } of actions(connection)) assert.doesNotMatch(`${label} ${help}`, /FIN|RST/);
  });
});
