import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { addressee, hasGone, obstacle, targetOf, targetSelect } from '../../../../webview/composer/targets.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { chosenPeer, type Target } from '../../../../webview/peers/chosenPeer.ts';
import { elements, enter } from '../../../support/templates.ts';

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

function endpointOf(config: EndpointConfig, peers: number): EndpointSnapshot {
  const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers };
  const { address } = config;
  return { id: 'e', config, state: 'open', address, counters, entries: 0, firstEntry: 0, generation: 0 };
}

describe('the target of what is sent', () => {
  const sending = (target: Target, peers: readonly PeerSnapshot[] | undefined = [p1, p2], config = server) => ({
    endpoint: endpointOf(config, peers?.length ?? 2),
    peers,
    target,
  });

  it('is the chosen peer, by id and address', () => {
    const { target, label, obstacle: problem } = addressee(sending(chosenPeer(p1)));
    assert.deepEqual(target, { peer: 'p1', address: '127.0.0.1:50132' });
    assert.equal(label, '127.0.0.1:50132');
    assert.equal(problem, undefined);
  });

  it('stays the chosen peer when it has gone, with what to do about it', () => {
    const gone = addressee(sending(chosenPeer(p1), [p2]));
    assert.equal(gone.hasGone, true);
    assert.equal(gone.obstacle, '127.0.0.1:50132 disconnected. Choose whom to send to.');
    assert.deepEqual(gone.target, { peer: 'p1', address: '127.0.0.1:50132' });
    assert.equal(gone.label, '127.0.0.1:50132');
    assert.equal(obstacle(sending(chosenPeer(p1), [], udp)), '127.0.0.1:50132 has gone. Choose whom to send to.');
  });

  it('has gone, too, where another peer has its address or its id', () => {
    for (const other of [
      { ...p1, id: 'p9' },
      { ...p1, address: p2.address },
      { ...p1, connectedAt: 2000 },
    ])
      assert.equal(hasGone(sending(chosenPeer(p1), [other])), true);
  });

  it('has not gone while the peers are not known', () => {
    assert.equal(obstacle(sending(chosenPeer(p1), undefined)), undefined);
    assert.deepEqual(targetOf(server, chosenPeer(p1)), chosenPeer(p1));
  });

  it('is the server for a client, whichever connection was chosen', () => {
    const client: EndpointConfig = { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' };
    assert.equal(targetOf(client, chosenPeer(p1)), 'all');
  });

  it('is the remote of a UDP socket, all of others, until another is chosen', () => {
    assert.equal(targetOf({ ...udp, remote: 'udp://127.0.0.1:9' }, undefined), 'remote');
    assert.equal(targetOf(udp, undefined), 'all');
    assert.equal(targetOf(udp, 'remote'), 'remote');
  });

  it('has gone where it was the remote, and there is none any more', () => {
    assert.equal(hasGone(sending('remote', [p1], udp)), true);
    assert.equal(hasGone(sending('remote', [p1], { ...udp, remote: 'udp://127.0.0.1:9' })), false);
    assert.match(obstacle(sending('remote', [p1], udp)) ?? '', /Choose whom to send to/);
  });

  it('can’t be sent to once we have ended it, or without a peer', () => {
    assert.match(obstacle(sending(chosenPeer(p1), [{ ...p1, state: 'ending' }])) ?? '', /We have ended our side/);
    assert.equal(obstacle(sending('all', [])), 'No client is connected yet.');
    assert.match(obstacle(sending('all', [], udp)) ?? '', /^No target yet: wait for a datagram, or edit the endpoint/);
    const client: EndpointConfig = { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' };
    assert.equal(obstacle(sending('all', [], client)), 'Not connected to the server.');
    assert.equal(obstacle(sending('all')), undefined);
  });
});

describe('the choice of a target', () => {
  const labels = new PeerLabels();
  for (const { address } of [p1, p2]) labels.see(address);
  const remote: EndpointConfig = { ...udp, remote: '127.0.0.1:9' };
  const of = (target: Target, config = server, peers: readonly PeerSnapshot[] | undefined = [p1, p2], count = 2) => ({
    endpoint: endpointOf(config, count),
    peers,
    target,
  });
  const options = (...args: Parameters<typeof of>) =>
    elements(targetSelect(of(...args), labels, () => undefined))
      .filter(({ tag }) => tag === 'option')
      .map(({ text, attributes }) => (attributes['?selected'] ? `> ${text}` : text));

  it('is among everybody and each peer, and a UDP socket’s remote before them', () => {
    assert.deepEqual(options('all'), ['> all 2 peers', ':50132', ':50133']);
    assert.deepEqual(options(chosenPeer(p2)), ['all 2 peers', ':50132', '> :50133']);
    assert.deepEqual(options('remote', remote, []), ['> 127.0.0.1:9', 'all 2 peers']);
  });

  it('calls everybody by how many they are', () => {
    assert.deepEqual(options('all', server, [], 0), ['> everybody']);
    assert.deepEqual(options('all', server, [p1], 1), ['> the only peer', ':50132']);
  });

  it('keeps one that has gone, or that isn’t known yet', () => {
    assert.deepEqual(options(chosenPeer(p1), server, [p2], 1), ['the only peer', ':50133', '> :50132 disconnected']);
    assert.deepEqual(options(chosenPeer(p1), udp, [p2], 1), ['the only peer', ':50133', '> :50132 has gone']);
    assert.deepEqual(options('remote', udp, []), ['all 2 peers', '> no remote']);
    const unknown = elements(targetSelect({ ...of(chosenPeer(p1)), peers: undefined }, labels, () => undefined));
    assert.deepEqual(
      unknown.filter(({ attributes }) => attributes['?selected']).map(({ text }) => text),
      [':50132'],
    );
  });

  it('is none for a client: there is one server', () => {
    assert.deepEqual(options('all', { kind: 'tcp-client', address: ':1' }), ['> the server']);
  });

  it('is taken as a peer with its address, and stays where nothing is chosen', () => {
    const chosen: Target[] = [];
    const select = targetSelect(of('all'), labels, target => chosen.push(target));
    for (const value of ['p2', 'all', 'unknown']) enter(select, 'To', 'change', { value });
    assert.deepEqual(chosen, [chosenPeer(p2), 'all', 'all']);
  });

  it('is null for the host where it is the remote', () => {
    assert.equal(addressee(of('remote', remote)).target, null);
    assert.equal(addressee(of('remote', remote)).label, '127.0.0.1:9');
    assert.equal(addressee(of('all', server, [], 0)).label, 'everybody');
  });
});
