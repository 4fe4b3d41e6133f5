import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { chosenValue, targetOptions } from '../../../../webview/composer/targetOptions.ts';
import type { Sending } from '../../../../webview/composer/targets.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { chosenPeer, type Target } from '../../../../webview/peers/chosenPeer.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { openPeer } from '../../../support/openPeer.ts';

const [p1, p2] = [openPeer(1), openPeer(2)];
const server: EndpointConfig = { kind: 'tcp-server', address: ':0' };
const udp: EndpointConfig = { kind: 'udp', address: 'udp://:0' };

describe('the target options', () => {
  const labels = new PeerLabels();
  const addresses = [p1.address, p2.address];
  for (const address of addresses) labels.see(address);

  const sending = (
    target: Target,
    config = server,
    peers: readonly PeerSnapshot[] | undefined = [p1, p2],
    more: Partial<EndpointSnapshot> = { senders: peers?.length ?? 2 },
  ): Sending => ({
    endpoint: endpointSnapshot('e1', peers?.length ?? 2, { config, ...more }),
    peers,
    target,
  });
  const labelsOf = (sent: Sending, typed: string[] = []) => {
    const value = chosenValue(sent);
    return targetOptions(sent, labels, typed).map(one => (one.value === value ? `> ${one.label}` : one.label));
  };
  const options = (...args: Parameters<typeof sending>) => labelsOf(sending(...args));

  it('are all clients and each of them, preceded by a UDP socket’s remote', () => {
    const remote: EndpointConfig = { ...udp, remote: '127.0.0.1:9' };
    assert.deepEqual(options('all'), ['> both clients', ':50132', ':50133']);
    assert.deepEqual(options(chosenPeer(p2)), ['both clients', ':50132', '> :50133']);
    assert.deepEqual(options('remote', remote), ['> 127.0.0.1:9', 'all peers (3)', ...addresses]);
  });

  it('contain a single client once, by address, whether all or that one is chosen', () => {
    assert.deepEqual(options('all', server, [p1]), ['> :50132']);
    assert.deepEqual(options(chosenPeer(p1), server, [p1]), ['> :50132']);
    assert.deepEqual(options({ address: p1.address }, udp, [p1]), ['> 127.0.0.1:50132']);
    assert.deepEqual(options('all', server, []), ['> No client connected']);
    assert.deepEqual(options('all', udp, []), ['> No senders yet']);
    assert.deepEqual(options('all', udp, [], { senders: 0, state: 'closed' }), ['> No senders']);
    const { counters } = endpointSnapshot('e1', 0);
    const again = { senders: 0, counters: { ...counters, framesIn: 3 } };
    assert.deepEqual(options('all', udp, [], again), ['> No active senders']);
  });

  it('keep a disconnected or still unknown one', () => {
    assert.deepEqual(options(chosenPeer(p1), server, [p2]), [':50133', '> :50132 disconnected']);
    assert.deepEqual(options('remote', udp), ['both senders', ...addresses, '> no recipient']);
    const unknown = { ...sending(chosenPeer(p1)), peers: undefined };
    assert.deepEqual(labelsOf(unknown), ['both clients', '> :50132']);
  });

  it('contain typed datagram addresses once each', () => {
    const typed = ['127.0.0.1:50132', '[::1]:9'];
    assert.deepEqual(labelsOf(sending('all', udp), typed), ['> both senders', ...addresses, '[::1]:9']);
    const chosen = sending({ address: '[::1]:9' }, udp);
    assert.deepEqual(labelsOf(chosen, typed), ['both senders', ...addresses, '> [::1]:9']);
    assert.deepEqual(labelsOf(sending('all'), typed), ['> both clients', ':50132', ':50133'], 'not for a server');
    const first = labelsOf(sending({ address: p1.address }, udp));
    assert.deepEqual(first, ['both senders', `> ${addresses[0]}`, addresses[1]]);
  });

  it('are a UDP socket’s addresses in full, whether typed, received from, or known by another name', () => {
    const targets: Target[] = ['all', chosenPeer(p1), { address: p1.address }];
    for (const target of targets)
      for (const peers of [[], [p1], [p1, p2]])
        for (const label of labelsOf(sending(target, udp, peers), [p1.address]))
          assert.doesNotMatch(label, /^(> )?:/, `${JSON.stringify(target)}, ${peers.length} peers`);
    const peerNames = { [p1.address]: 'sensor', [p2.address]: 'sensor' };
    labels.setNames(peerNames);
    assert.deepEqual(labelsOf(sending('all', udp, [p1, p2], { senders: 2, peerNames })), [
      '> both senders',
      'sensor (127.0.0.1:50132)',
      'sensor (127.0.0.1:50133)',
    ]);
    labels.setNames(undefined);
  });

  const remote: EndpointConfig = { ...udp, remote: 'udp://127.0.0.1:50132' };

  it('contain only the remote until something else is received from or sent to', () => {
    const shown = ['> 127.0.0.1:50132'];
    for (const target of ['remote', 'all', chosenPeer(p1), { address: p1.address }] as const)
      for (const peers of [[], [p1]]) assert.deepEqual(options(target, remote, peers), shown);
    const typed = ['127.0.0.1:50132', '[::1]:9'];
    assert.deepEqual(labelsOf(sending('remote', remote, [p1]), typed), ['> 127.0.0.1:50132', '[::1]:9']);
    assert.deepEqual(options('all', remote), ['127.0.0.1:50132', '> both senders', '127.0.0.1:50133']);
    assert.deepEqual(options('all', remote, [p2]), ['127.0.0.1:50132', '> both peers', '127.0.0.1:50133']);
    const unknown = { ...sending('all', remote, undefined, {}), peers: undefined };
    assert.deepEqual(labelsOf(unknown), ['127.0.0.1:50132', '> both peers']);
  });

  it('recognize a host name as its address, and show what was typed', () => {
    const resolved = { 'localhost:50132': p1.address };
    const named: EndpointConfig = { ...udp, remote: 'localhost:50132' };
    const typed = ['127.0.0.1:50132', 'localhost:50132'];
    const shown = (target: Target, config: EndpointConfig, more: Partial<EndpointSnapshot> = {}) =>
      labelsOf(sending(target, config, [p1], { resolved, ...more }), typed);
    assert.deepEqual(shown('remote', named), ['> localhost:50132']);
    assert.deepEqual(shown(chosenPeer(p1), remote), ['> 127.0.0.1:50132']);
    assert.deepEqual(shown({ address: 'localhost:50132' }, udp), ['> localhost:50132']);
    assert.deepEqual(shown('all', udp), ['> localhost:50132']);
    const peerNames = { [p1.address]: 'sensor' };
    labels.setNames(peerNames);
    assert.deepEqual(shown('remote', named, { peerNames }), ['> sensor']);
    assert.deepEqual(shown(chosenPeer(p1), udp, { peerNames }), ['> sensor']);
    labels.setNames(undefined);
  });

  it('count senders if all have sent something, otherwise peers', () => {
    const all = (senders: number, peers = [p1, p2]) => labelsOf(sending('all', udp, peers, { senders }))[0];
    assert.deepEqual([all(2), all(1), all(0)], ['> both senders', '> both peers', '> both peers']);
    const unknown = { ...sending('all', udp, [p1], { senders: 0 }), peers: undefined };
    assert.deepEqual(labelsOf(unknown), ['> 1 peer']);
  });

  it('lead to the selected target', () => {
    const targets = targetOptions(sending('all', udp), labels, ['[::1]:9']).map(({ target }) => target);
    assert.deepEqual(targets, ['all', chosenPeer(p1), chosenPeer(p2), { address: '[::1]:9' }]);
  });
});
