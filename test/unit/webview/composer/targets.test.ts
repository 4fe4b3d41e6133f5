import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, EndpointState, PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import {
  addressee,
  hasGone,
  hasOneTarget,
  mustChoose,
  obstacle,
  onlyPeer,
  targetOf,
} from '../../../../webview/composer/targets.ts';
import { chosenPeer, type Target } from '../../../../webview/peers/chosenPeer.ts';
import { openPeer } from '../../../support/openPeer.ts';

const [p1, p2] = [openPeer(1), openPeer(2)];
const server: EndpointConfig = { kind: 'tcp-server', address: ':0' };
const udp: EndpointConfig = { kind: 'udp', address: 'udp://:0' };

function endpointOf(config: EndpointConfig, peers: number): EndpointSnapshot {
  const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers };
  const { address } = config;
  return { id: 'e', config, state: 'open', address, counters, entries: 0, firstEntry: 0, generation: 0 };
}

describe('the send target', () => {
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

  it('stays the chosen peer after it disconnected, with a hint', () => {
    const gone = addressee(sending(chosenPeer(p1), [p2]));
    assert.equal(gone.hasGone, true);
    assert.equal(gone.obstacle, '127.0.0.1:50132 disconnected. Choose where to send.');
    assert.deepEqual(gone.target, { peer: 'p1', address: '127.0.0.1:50132' });
    assert.equal(gone.label, '127.0.0.1:50132');
    const nameless = sending(chosenPeer(p1), [p2]);
    const peerNames = { '127.0.0.1:50132': 'greenhouse' };
    const named = addressee({ ...nameless, endpoint: { ...nameless.endpoint, peerNames } });
    assert.equal(named.obstacle, 'greenhouse disconnected. Choose where to send.');
  });

  it('waits for a client, instead of a choice, after the last one disconnected', () => {
    const gone = sending(chosenPeer(p1), []);
    assert.deepEqual([hasGone(gone), mustChoose(gone), obstacle(gone)], [true, false, 'Waiting for a client.']);
    assert.equal(addressee(gone).hasGone, true, 'nothing is sent to the next one automatically');
    const stopped = { ...gone, endpoint: { ...gone.endpoint, state: 'closed' as const } };
    assert.equal(obstacle(stopped), 'The server is stopped. Choose “Start” to accept clients again.');
    assert.ok(mustChoose(sending(chosenPeer(p1), [p2])));
    assert.ok(!mustChoose({ ...sending(chosenPeer(p1), [p2]), waits: true }));
    assert.ok(mustChoose(sending('remote', [], udp)), 'another address can be entered');
  });

  it('waits for the next peer if that is followed, and sends nothing until then', () => {
    const gone = addressee({ ...sending(chosenPeer(p1), [p2]), waits: true });
    assert.deepEqual([gone.hasGone, gone.obstacle], [true, 'Waiting for the next client.']);
    assert.equal(addressee({ ...sending(chosenPeer(p1)), waits: true }).obstacle, undefined);
    const stopped = { ...endpointOf(server, 0), state: 'closed' as const };
    const waiting = addressee({ ...sending(chosenPeer(p1), []), endpoint: stopped, waits: true });
    assert.deepEqual(
      [waiting.hasGone, waiting.obstacle],
      [true, 'The server is stopped. Choose “Start” to accept clients again.'],
    );
  });

  it('is also gone if another peer has its address or its id', () => {
    for (const other of [
      { ...p1, id: 'p9' },
      { ...p1, address: p2.address },
      { ...p1, connectedAt: 2000 },
    ])
      assert.equal(hasGone(sending(chosenPeer(p1), [other])), true);
  });

  it('is not gone while the peers are unknown', () => {
    assert.equal(obstacle(sending(chosenPeer(p1), undefined)), undefined);
    assert.deepEqual(targetOf(server, chosenPeer(p1)), chosenPeer(p1));
  });

  it('is the server for a client, whichever connection was chosen', () => {
    const client: EndpointConfig = { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' };
    assert.equal(targetOf(client, chosenPeer(p1)), 'all');
  });

  it('is the remote of a UDP socket, or all peers without one, until another is chosen', () => {
    assert.equal(targetOf({ ...udp, remote: 'udp://127.0.0.1:9' }, undefined), 'remote');
    assert.equal(targetOf(udp, undefined), 'all');
    assert.equal(targetOf(udp, 'remote'), 'remote');
    const connected: EndpointConfig = { ...udp, remote: '127.0.0.1:9', connected: true };
    assert.equal(targetOf(connected, chosenPeer(p1)), 'remote', 'it can send to no other');
    assert.deepEqual([connected, { ...udp, connected: true }, udp].map(hasOneTarget), [true, false, false]);
  });

  it('is gone if it was a remote that was removed', () => {
    assert.equal(hasGone(sending('remote', [p1], udp)), true);
    assert.equal(hasGone(sending('remote', [p1], { ...udp, remote: 'udp://127.0.0.1:9' })), false);
    assert.match(obstacle(sending('remote', [p1], udp)) ?? '', /Choose where to send/);
  });

  it('is unavailable once either side has ended the connection, or without a peer', () => {
    for (const state of ['ending', 'ended'] as const)
      assert.match(
        obstacle(sending(chosenPeer(p1), [{ ...p1, state }])) ?? '',
        /This side of the connection has ended/,
      );
    assert.equal(obstacle(sending('all', [])), 'No client connected.');
    assert.match(
      obstacle(sending('all', [], udp)) ?? '',
      /^Nothing received yet\. To send first, choose “Other Address…”\.$/,
    );
    assert.equal(obstacle(sending('all', [], { ...udp, remote: '127.0.0.1:9' })), undefined, 'the remote is enough');
    const again = sending('all', [], udp);
    again.endpoint = { ...again.endpoint, counters: { ...again.endpoint.counters, framesIn: 3 } };
    assert.equal(obstacle(again), 'No sender is active. To send, choose “Other Address…”.');
    const client: EndpointConfig = { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' };
    assert.equal(obstacle(sending('all', [], client)), 'Not connected to the server.');
    assert.equal(obstacle(sending('all')), undefined);
  });

  it('is unavailable while the endpoint isn’t open, for a reason that fits its kind and state', () => {
    const client: EndpointConfig = { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' };
    const reason = (config: EndpointConfig, state: EndpointState, openedAt?: number) =>
      obstacle({
        endpoint: { ...endpointOf(config, 0), state, ...(openedAt !== undefined && { openedAt }) },
        peers: [],
        target: 'all',
      });
    const reasons = (config: EndpointConfig) =>
      (['closed', 'failed', 'opening', 'reconnecting'] as const).map(state => reason(config, state));
    assert.equal(reason(client, 'closed', 1), 'Disconnected from the server. Choose “Start” to reconnect.');
    assert.deepEqual(reasons(client), [
      'Not connected to the server. Choose “Start” to connect.',
      'Couldn’t connect to the server. Choose “Try Again” to connect.',
      'Connecting to the server…',
      'Not connected to the server yet. Portside keeps trying.',
    ]);
    assert.deepEqual(reasons(server).slice(0, 3), [
      'The server is stopped. Choose “Start” to accept clients again.',
      'The server couldn’t be started. Choose “Try Again” to start it.',
      'The server is starting…',
    ]);
    assert.deepEqual(reasons(udp).slice(0, 3), [
      'The UDP socket is closed. Choose “Start” to open it.',
      'The UDP socket couldn’t be opened. Choose “Try Again” to open it.',
      'The UDP socket is opening…',
    ]);
  });

  it('can be an address of a UDP socket, whatever was received from there', () => {
    for (const target of [chosenPeer(p1), { address: '127.0.0.1:50132' }])
      for (const peers of [[p1], []]) {
        const { target: to, label, obstacle: problem, hasGone: isGone } = addressee(sending(target, peers, udp));
        assert.deepEqual([to, label], [{ address: '127.0.0.1:50132' }, '127.0.0.1:50132']);
        assert.deepEqual([problem, isGone], [undefined, false]);
      }
  });

  it('is undefined while another address is being typed', () => {
    const typing = addressee({ ...sending('all', [p1], udp), isTyping: true });
    assert.deepEqual([typing.hasGone, typing.obstacle], [true, 'Enter an address to send to, such as 192.0.2.7:9000.']);
    const typedProblem = 'The port is missing.';
    const wrong = { ...sending('all', [p1], udp), isTyping: true, typedProblem };
    assert.equal(obstacle(wrong), typedProblem, 'what is wrong with it once it was entered');
  });

  it('is labeled by its address if there is only one, otherwise by the number', () => {
    const label = (peers: PeerSnapshot[], config = server) => addressee(sending('all', peers, config)).label;
    assert.deepEqual(
      [[], [p1], [p1, p2]].map(peers => label(peers)),
      ['No client connected', '127.0.0.1:50132', 'both clients'],
    );
    assert.equal(label([p1, p2], udp), 'both peers');
    assert.equal(label([p1, p2, openPeer(3)]), 'all clients (3)');
    assert.equal(label([], { ...udp, remote: 'udp://h:9' }), 'h:9');
    assert.equal(label([p1], { ...udp, remote: p1.address }), p1.address);
    assert.equal(label([p1], { ...udp, remote: 'h:9' }), 'both peers');
    assert.equal(label([p1], { kind: 'tcp-client', address: ':1' }), '127.0.0.1:50132');
    assert.equal(onlyPeer(sending('all', undefined)), undefined);
  });

  it('is null for the host if it is the remote', () => {
    const remote = addressee(sending('remote', [], { ...udp, remote: '127.0.0.1:9' }));
    assert.deepEqual([remote.target, remote.label], [null, '127.0.0.1:9']);
  });
});
