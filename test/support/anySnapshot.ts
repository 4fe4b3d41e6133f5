/** Any snapshots of an endpoint, with and without the fields that come and go. */
import fc from 'fast-check';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';

export function anySnapshot(id: string): fc.Arbitrary<EndpointSnapshot> {
  const number = fc.nat({ max: 3 });
  const snapshots = fc.record(
    {
      config: fc.record(
        {
          kind: fc.constantFrom('tcp-server', 'udp'),
          address: fc.constantFrom(':0', ':1'),
          name: fc.constantFrom('a', 'b'),
          reply: fc.constantFrom('echo', [{ when: { text: 'a' }, send: 'b' }]),
        },
        { requiredKeys: ['kind', 'address'] },
      ),
      state: fc.constantFrom('opening', 'open', 'reconnecting', 'closed', 'failed'),
      address: fc.constantFrom('tcp://127.0.0.1:1', 'tcp://127.0.0.1:2'),
      failure: fc.constantFrom({ code: 'ECONNRESET', params: {} }, { code: 'ENGINE_STOPPED', params: { detail: 'x' } }),
      counters: fc.record({ bytesIn: number, bytesOut: number, framesIn: number, framesOut: number, peers: number }),
      entries: number,
      firstEntry: number,
      droppedEntries: number,
      generation: number,
      undoableClears: fc.array(number),
      openedAt: number,
      peerNames: fc.dictionary(fc.constantFrom('a:1', 'b:2'), fc.constantFrom('one', 'other')),
      senders: number,
      resolved: fc.dictionary(fc.constantFrom('localhost:1'), fc.constantFrom('127.0.0.1:1', '[::1]:1')),
    },
    {
      requiredKeys: ['config', 'state', 'address', 'counters', 'entries', 'firstEntry', 'generation'],
      noNullPrototype: true,
    },
  );
  return snapshots.map(one => structuredClone({ id, ...one }) as EndpointSnapshot);
}
