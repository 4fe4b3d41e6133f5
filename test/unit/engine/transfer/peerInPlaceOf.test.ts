import assert from 'node:assert/strict';
import type { EndpointContext } from '../../../../src/engine/endpoints/endpointContext.ts';
import { peerInPlaceOf } from '../../../../src/engine/transfer/peerInPlaceOf.ts';

type Kind = EndpointContext['config']['kind'];

/** The open peers that replace a closed one, by id. */
function found(kind: Kind, gone: string, open: Record<string, string>): string | undefined {
  const peers = Object.entries(open).map(([id, address]) => ({ id, address }));
  const context = { config: { kind }, peers: { open: peers } } as unknown as EndpointContext;
  try {
    return peerInPlaceOf({ id: 'p1', address: gone }, context).id;
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'PEER_GONE');
    return undefined;
  }
}

describe('the replacement of a peer', () => {
  const cases: [string, Kind, string, Record<string, string>, string | undefined][] = [
    ['is the peer itself if it is open', 'tcp-server', '10.0.0.1:1', { p2: '10.0.0.1:2', p1: '10.0.0.1:1' }, 'p1'],
    ['is a client’s next connection', 'tcp-client', '10.0.0.1:1', { p2: '[fe80::1]:1' }, 'p2'],
    ['is the only peer of the same machine', 'tcp-server', '10.0.0.1:1', { p2: '10.0.0.2:1', p3: '10.0.0.1:7' }, 'p3'],
    ['is never a peer of another machine', 'tcp-server', '10.0.0.1:1', { p2: '10.0.0.2:1' }, undefined],
    ['is undefined if two are possible', 'tcp-server', '10.0.0.1:1', { p2: '10.0.0.1:2', p3: '10.0.0.1:3' }, undefined],
    ['is the peer with the same address', 'udp', '10.0.0.1:1', { p2: '10.0.0.1:2', p3: '10.0.0.1:1' }, 'p3'],
    ['is the only peer of a Unix socket', 'tcp-server', '/tmp/s', { p2: '/tmp/s' }, 'p2'],
    [
      'is undefined for several peers of a Unix socket',
      'tcp-server',
      '/tmp/s',
      { p2: '/tmp/s', p3: '/tmp/s' },
      undefined,
    ],
    ['is undefined if there are no peers', 'tcp-client', '10.0.0.1:1', {}, undefined],
  ];
  for (const [what, kind, gone, open, expected] of cases) {
    it(what, () => {
      assert.equal(found(kind, gone, open), expected);
    });
  }
});
