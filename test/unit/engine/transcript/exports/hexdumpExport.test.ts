import assert from 'node:assert/strict';
import { hexdumpExport } from '../../../../../src/engine/transcript/exports/hexdumpExport.ts';

describe('hexdumpExport', () => {
  const cases = [
    { peer: '127.0.0.1:5', bytes: 0, packets: 1 },
    { peer: '127.0.0.1:5', bytes: 65_507, packets: 1 },
    { peer: '127.0.0.1:5', bytes: 65_508, packets: 2 },
    { peer: '[::1]:5', bytes: 70_000, packets: 2 },
    { peer: '/tmp/socket #1', bytes: 200_000, packets: 4 },
  ];
  for (const { peer: address, bytes, packets } of cases) {
    it(`writes ${bytes} bytes of ${address} as ${packets} datagrams, as the endpoint may have been of another kind before`, () => {
      const format = hexdumpExport({ kind: 'udp', address: 'udp://127.0.0.1:9000' });
      const peer = { id: 't.1', number: 1, address };
      const entry = { seq: 0, time: 0, direction: 'in', peer, bytes: new Uint8Array(bytes), text: '' } as const;
      const text = [...format(entry)].join('');
      assert.equal(text.match(/^I /gm)?.length, packets);
    });
  }
});
