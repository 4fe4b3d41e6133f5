import assert from 'node:assert/strict';
import { howOf, type SendFileOptions } from '../../../../src/host/transfers/sendOptions.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('a caller’s send options', () => {
  const stream = (options: SendFileOptions) => howOf(endpointSnapshot('e1', 1), options);
  const udp = (options: SendFileOptions) =>
    howOf(endpointSnapshot('e1', 1, { config: { kind: 'udp', address: ':0' } }), options);

  it('default to raw followed by the end of the stream', () => {
    assert.deepEqual(stream({}), { mode: 'raw', endAfter: true });
    assert.deepEqual(stream({ mode: 'raw', endAfter: false }), { mode: 'raw', endAfter: false });
    assert.deepEqual(stream({ mode: 'framed' }), { mode: 'framed', endAfter: false });
    assert.deepEqual(stream({ mode: 'framed', endAfter: true }), { mode: 'framed', endAfter: true });
  });

  it('default to gently paced datagrams for a UDP socket', () => {
    assert.deepEqual(udp({}), { mode: 'datagrams', pace: { datagramBytes: 1024, bytesPerSecond: 1_000_000 } });
    assert.deepEqual(udp({ mode: 'datagrams', datagramBytes: 65_507, bytesPerSecond: 1 }), {
      mode: 'datagrams',
      pace: { datagramBytes: 65_507, bytesPerSecond: 1 },
    });
  });

  it('are rejected if the endpoint doesn’t support them', () => {
    assert.throws(() => stream({ mode: 'datagrams' }), RangeError('Datagrams can’t be sent over a stream.'));
    const files = RangeError('UDP sockets can send files only as datagrams.');
    for (const mode of ['raw', 'framed'] as const) assert.throws(() => udp({ mode }), files);
    for (const wrong of [{ datagramBytes: 0 }, { datagramBytes: 65_508 }, { bytesPerSecond: 0 }])
      assert.throws(() => udp(wrong), RangeError);
  });
});
