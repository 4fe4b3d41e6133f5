import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { chosenValue, targetOptions } from '../../../../webview/composer/targetOptions.ts';
import type { Sending } from '../../../../webview/composer/targets.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { chosenPeer, type Target } from '../../../../webview/peers/chosenPeer.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

const p1: PeerSnapshot = {
  id: 'p1',
  address: '127.0.0.1:50132',
  state: 'open',
  bytesIn: 0,
  bytesOut: 0,
  connectedAt: 1000,
};
const p2: PeerSnapshot = { ...p1, id: 'p2', address: '127.0.0.1:50133' };
const server: EndpointConfig = { kind: 'tcp-server', address: ':0' };
const udp: EndpointConfig = { kind: 'udp', address: 'udp://:0' };

describe('the choice of a target', () => {
  const labels = new PeerLabels();
  for (const { address } of [p1, p2]) labels.see(address);

  const sending = (
    target: Target,
    config = server,
    peers: readonly PeerSnapshot[] | undefined = [p1, p2],
  ): Sending => ({
    endpoint: endpointSnapshot('e1', peers?.length ?? 2, { config }),
    peers,
    target,
  });
  const labelsOf = (sent: Sending, typed: string[] = []) => {
    const value = chosenValue(sent);
    return targetOptions(sent, labels, typed).map(one => (one.value === value ? `> ${one.label}` : one.label));
  };
  const options = (...args: Parameters<typeof sending>) => labelsOf(sending(...args));

  it('is among all clients and each of them, and a UDP socket’s remote before them', () => {
    const remote: EndpointConfig = { ...udp, remote: '127.0.0.1:9' };
    assert.deepEqual(options('all'), ['> all 2 clients', ':50132', ':50133']);
    assert.deepEqual(options(chosenPeer(p2)), ['all 2 clients', ':50132', '> :50133']);
    assert.deepEqual(options('remote', remote), ['> 127.0.0.1:9', 'all 2 senders', ':50132', ':50133']);
  });

  it('has the only client once, by its address, until it is chosen by itself', () => {
    assert.deepEqual(options('all', server, [p1]), ['> :50132']);
    assert.deepEqual(options(chosenPeer(p1), server, [p1]), ['1 client', '> :50132']);
    assert.deepEqual(options('all', server, []), ['> No client connected']);
    assert.deepEqual(options('all', udp, []), ['> No senders yet']);
  });

  it('keeps one that disconnected, or that isn’t known yet', () => {
    assert.deepEqual(options(chosenPeer(p1), server, [p2]), ['1 client', ':50133', '> :50132 disconnected']);
    assert.deepEqual(options('remote', udp), ['all 2 senders', ':50132', ':50133', '> no recipient']);
    const unknown = { ...sending(chosenPeer(p1)), peers: undefined };
    assert.deepEqual(labelsOf(unknown), ['all 2 clients', '> :50132']);
  });

  it('has addresses that were typed for datagrams, each once', () => {
    const typed = ['127.0.0.1:50132', '[::1]:9'];
    assert.deepEqual(labelsOf(sending('all', udp), typed), ['> all 2 senders', ':50132', ':50133', '[::1]:9']);
    const chosen = sending({ address: '[::1]:9' }, udp);
    assert.deepEqual(labelsOf(chosen, typed), ['all 2 senders', ':50132', ':50133', '> [::1]:9']);
    assert.deepEqual(labelsOf(sending('all'), typed), ['> all 2 clients', ':50132', ':50133'], 'not for a server');
    assert.deepEqual(labelsOf(sending({ address: p1.address }, udp)), ['all 2 senders', '> :50132', ':50133']);
  });

  it('leads to the target that was meant', () => {
    const targets = targetOptions(sending('all', udp), labels, ['[::1]:9']).map(({ target }) => target);
    assert.deepEqual(targets, ['all', chosenPeer(p1), chosenPeer(p2), { address: '[::1]:9' }]);
  });
});
