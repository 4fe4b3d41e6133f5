import assert from 'node:assert/strict';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('endpoints that can send files', () => {
  let endpointsToSendFrom: (endpoints: readonly EndpointSnapshot[]) => EndpointSnapshot[];
  let noPeerNote: (endpoint: EndpointSnapshot) => string | undefined;

  before(async () => {
    ({ endpointsToSendFrom, noPeerNote } = await import('../../../../src/host/transfers/endpointsToSendFrom.ts'));
  });

  const udp = { kind: 'udp', address: ':0' } as const;
  const withRemote = { ...udp, remote: '127.0.0.1:1' };
  const ids = (endpoints: readonly EndpointSnapshot[]) => endpoints.map(({ id }) => id).join();

  it('are open, with those that have a recipient first, otherwise in the given order', () => {
    const all = [
      endpointSnapshot('a', 0),
      endpointSnapshot('b', 1),
      endpointSnapshot('c', 0),
      endpointSnapshot('d', 2),
    ];
    assert.equal(ids(endpointsToSendFrom(all)), 'b,d,a,c');
    const others = [
      endpointSnapshot('closed', 0, { state: 'closed' }),
      endpointSnapshot('alone', 0),
      endpointSnapshot('udp', 0, { config: withRemote }),
    ];
    assert.equal(ids(endpointsToSendFrom(others)), 'udp,alone');
  });

  it('have a note if nothing can be sent, which mentions connections only if there are any', () => {
    assert.equal(noPeerNote(endpointSnapshot('server', 0)), 'no client connected');
    assert.equal(noPeerNote(endpointSnapshot('udp', 0, { config: udp })), 'no recipient');
    for (const some of [
      endpointSnapshot('server', 1),
      endpointSnapshot('udp', 1, { config: udp }),
      endpointSnapshot('udp', 0, { config: withRemote }),
    ])
      assert.equal(noPeerNote(some), undefined);
  });
});
