import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { DraftRecipient } from '../../../../webview/composer/draftRecipient.ts';
import type { Sending } from '../../../../webview/composer/targets.ts';
import type { KeptRecipient } from '../../../../webview/keptState.ts';
import { chosenPeer, type Target } from '../../../../webview/peers/chosenPeer.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { openPeer } from '../../../support/openPeer.ts';

const [p1, p2, p3] = [openPeer(1), openPeer(2), openPeer(3)];
const server: EndpointConfig = { kind: 'tcp-server', address: ':0' };
const udp: EndpointConfig = { kind: 'udp', address: 'udp://:0' };
const [one, two, three] = [p1, p2, p3].map(chosenPeer);

describe('a draft’s recipient', () => {
  let stored: KeptRecipient | undefined;
  let recipient: DraftRecipient;
  const begin = (kept?: KeptRecipient) => {
    stored = kept;
    recipient = new DraftRecipient(kept, now => {
      stored = now;
    });
  };
  beforeEach(() => begin());

  const sending = (
    peers: PeerSnapshot[] | undefined,
    target: Target = 'all',
    config = server,
    count?: number,
  ): Sending => ({
    endpoint: endpointSnapshot('e1', count ?? peers?.length ?? 0, { config }),
    peers,
    target,
  });
  /** Returns where a draft is sent with these peers, and whether other messages have more recipients. */
  const held = (...args: Parameters<typeof sending>) => {
    const { target, isHeld = false } = recipient.of(sending(...args), true);
    return [target, isHeld];
  };

  it('stays the only client when others connect, however often it is queried, and also in the next page', () => {
    assert.deepEqual(held([p1]), [one, false]);
    assert.deepEqual(held([p1, p2]), [one, true]);
    assert.deepEqual(held([p1, p2, p3]), [one, true]);
    begin(stored);
    assert.deepEqual(held(undefined, 'all', server, 3), [one, true]);
    assert.deepEqual(held([p1, p2, p3]), [one, true]);
    assert.deepEqual(held([p1]), [one, false], 'it is the only one again');
  });

  it('is the only client even if another one connects before the page knows it', () => {
    assert.deepEqual(held(undefined, 'all', server, 1), ['all', false]);
    assert.deepEqual(held(undefined, 'all', server, 2), ['all', false]);
    assert.deepEqual(held([p1, p2]), [one, true]);
    begin();
    held(undefined, 'all', server, 1);
    assert.deepEqual(held([p1]), [one, false]);
    assert.deepEqual(held([p1, p2]), [one, true]);
  });

  it('is all peers if there were several from the beginning, and stays so', () => {
    assert.deepEqual(held([p1, p2]), ['all', false]);
    assert.deepEqual(held([p1, p2, p3]), ['all', false]);
    assert.deepEqual(held([p1]), ['all', false]);
    assert.deepEqual(held([p1, p3]), ['all', false]);
  });

  it('is determined before the page knows the clients', () => {
    assert.deepEqual(held(undefined, 'all', server, 1), ['all', false]);
    assert.deepEqual(held([p1]), [one, false]);
    assert.deepEqual(held([p1], 'all', server, 2), [one, true], 'the counter is first');
  });

  it('is the first client that connects, and the next one if that is replaced', () => {
    assert.deepEqual(held([]), ['all', false]);
    assert.deepEqual(held([p1]), [one, false]);
    assert.deepEqual(held([]), ['all', false]);
    assert.deepEqual(held([p2]), [two, false]);
    assert.deepEqual(held([p3]), [three, false]);
    assert.deepEqual(held([p3, p1]), [three, true]);
  });

  it('stays the disconnected client after another one has connected', () => {
    held([p1]);
    held([p1, p2]);
    assert.deepEqual(held([p2]), [one, true]);
    assert.deepEqual(held([]), [one, true]);
    begin(stored);
    assert.deepEqual(held([p3]), [one, true]);
  });

  it('stays the chosen client while all messages are shown', () => {
    assert.deepEqual(held([p1, p2], two), [two, false]);
    assert.deepEqual(held([p1, p2]), [two, true]);
    assert.deepEqual(held([p2]), [two, false]);
  });

  it('isn’t a client that disconnected before', () => {
    assert.deepEqual(held([p1, p2], three), [three, false]);
    assert.deepEqual(held([p1, p2]), ['all', false]);
  });

  it('is dropped with the draft, and by a choice', () => {
    held([p1]);
    held([p1, p2]);
    recipient.of(sending([p1, p2]), false);
    assert.equal(stored, undefined);
    assert.deepEqual(held([p1, p2]), ['all', false]);
    begin({ target: p1, isHeld: true });
    recipient.forget();
    assert.equal(stored, undefined);
    assert.deepEqual(held([p1, p2]), ['all', false]);
  });

  it('can be one sender of a UDP socket, or its remote', () => {
    assert.deepEqual(held([p1], 'all', udp), [one, false]);
    assert.deepEqual(held([p1, p2], 'all', udp), [one, true]);
    begin();
    const remote = { ...udp, remote: '127.0.0.1:9' };
    assert.deepEqual(held([], 'all', remote), ['remote', false]);
    assert.deepEqual(held([p1], 'all', remote), ['remote', true]);
  });

  it('is always the server for a client', () => {
    const client: EndpointConfig = { kind: 'tcp-client', address: '127.0.0.1:1' };
    for (const peers of [[p1], [p2], [p1, p2]]) assert.deepEqual(held(peers, 'all', client), ['all', false]);
    assert.equal(stored, undefined);
  });
});
