import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { mock } from 'node:test';
import { createEngine } from '../../../../src/engine/engine.ts';
import { readRecords } from '../../../../src/engine/sessions/endpointRecord.ts';
import type { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { seen } from '../../../support/openEndpoint.ts';
import { shortTurns } from '../../../support/shortTurns.ts';
import { type PlainSockets, server, withPlainSockets } from './plainSockets.ts';

describe('the peers of an endpoint', () => {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;

  withPlainSockets((newEndpoints, newSockets) => {
    endpoints = newEndpoints;
    sockets = newSockets;
  });

  const connectionsOf = async (id: string, texts: readonly string[]) => {
    const endpoint = await endpoints.open(server(), id);
    for (const [at, text] of texts.entries()) {
      const peer = await sockets.client(endpoint);
      await seen(endpoint, () => (endpoint.counters.peers === 1 ? true : undefined));
      peer.end(text);
      await seen(endpoint, async () =>
        (await endpoints.engine.recentPeers(id, 9)).length === at + 1 ? true : undefined,
      );
    }
    return endpoint;
  };

  it('disconnects all of them, in turns', async () => {
    const endpoint = await endpoints.open(server());
    for (let count = 1; count <= 3; count++) {
      await sockets.client(endpoint);
      await seen(endpoint, () => (endpoint.counters.peers === count ? true : undefined));
    }
    const states = async () => (await endpoints.engine.peers(endpoint.id, 0, 9)).map(({ state }) => state);
    shortTurns(1);
    try {
      const ended = endpoint.end();
      assert.deepEqual(await states(), ['ending', 'open', 'open']);
      await ended;
    } finally {
      mock.restoreAll();
    }
    assert.deepEqual(await states(), ['ending', 'ending', 'ending']);
  });

  it('lists the closed ones, the latest first, while they have entries', async () => {
    await connectionsOf('e', ['one', 'second']);
    const recent = await endpoints.engine.recentPeers('e', 9);
    assert.deepEqual(
      recent.map(({ id, state, bytesIn }) => [id, state, bytesIn]),
      [
        ['p2', 'closed', 6],
        ['p1', 'closed', 3],
      ],
    );
    assert.equal((await endpoints.engine.recentPeers('e', 1)).length, 1);
    await endpoints.engine.clearTranscript('e');
    assert.deepEqual(await endpoints.engine.recentPeers('e', 9), []);
  });

  it('keeps their names and counts for the next engine', async () => {
    await endpoints.engine.open('kept', server(), 1);
    const { address } = await endpoints.engine.renamePeer('kept', '/tmp/a.sock #1', 'sensor');
    const peer = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    sockets.keep(peer);
    peer.end('hello');
    const gone = async () => ((await endpoints.engine.recentPeers('kept', 1)).length === 1 ? true : undefined);
    await endpoints.changeSeen('kept', gone);
    await endpoints.engine.dispose();
    const [[, record] = []] = await readRecords(endpoints.directory);
    assert.deepEqual(record?.peerNames, { '/tmp/a.sock #1': 'sensor' });
    assert.deepEqual(record?.traffic, { bytesIn: 5, bytesOut: 0, framesIn: 1, framesOut: 0 });
    const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
    const { peerNames = {} } = record ?? {};
    const { counters, ...adopted } = await next.adopt('kept', server(), { keptSinceMs: 1, peerNames });
    assert.deepEqual(adopted.peerNames, { '/tmp/a.sock #1': 'sensor' });
    assert.deepEqual(counters, { bytesIn: 5, bytesOut: 0, framesIn: 1, framesOut: 0, peers: 0 });
    const [recent] = await next.recentPeers('kept', 9);
    assert.deepEqual([recent?.id, recent?.state, recent?.bytesIn], ['p1', 'closed', 5]);
    assert.ok((recent?.closedAt ?? 0) >= (recent?.connectedAt ?? Number.POSITIVE_INFINITY));
    await next.dispose();
  });
});
