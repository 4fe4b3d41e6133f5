import assert from 'node:assert/strict';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

const sslRequest = '\0\0\0\x08\x04\x12\x16\x2f';
const startUp = '\0\0\0\x14\0\x03\0\0user\0joe\0\0\0\0';
const query = 'Q\0\0\0\x0dSELECT 1\0';
const sync = 'S\0\0\0\x04';

describe('PostgreSQL messages', () => {
  const streams: [string, string[]][] = [
    ['a client that asks for TLS, is refused and starts', [sslRequest, startUp, query, sync, 'X\0\0\0\x04']],
    ['a server that refuses TLS', ['N', 'R\0\0\0\x08\0\0\0\0', 'S\0\0\0\x08a\0b\0', 'N\0\0\0\x05\0', 'Z\0\0\0\x05I']],
    ['a server that refuses GSSAPI and TLS', ['N', 'N', 'E\0\0\0\x05\0']],
    ['a server that cancels nothing', ['E\0\0\0\x05\0']],
  ];
  for (const [title, frames] of streams) {
    it(`are those of ${title}`, () => {
      const wire = utf8(frames.join(''));
      for (const cuts of everyCut(wire.length))
        assert.deepEqual(decode(framingFor('postgres').decoder(100), wire, cuts).map(shown), frames, `${cuts}`);
    });
  }

  it('are over with a type or a length that can’t be right', () => {
    for (const [wire, at, expected, least] of [
      ['S\x16\x03\x01\0', 0, 'messageType', undefined],
      ['Q\0\0\0\x03', 4, 'greaterLength', 4],
      ['\0\0\0\x07\0\0\0', 3, 'greaterLength', 8],
    ] as const) {
      const frame = framingFor('postgres').decoder(100).push(utf8(wire), 0).at(-1);
      assert.equal(frame?.flaw, 'brokenEnvelope');
      assert.deepEqual(frame.broken, { at, expected, ...(least !== undefined && { least }) });
    }
    const [large] = framingFor('postgres').decoder(100).push(utf8('Q\x7f\xff\xff\xff'), 0);
    assert.equal(large?.flaw, 'brokenLength');
  });

  it('are sent with their own header, which is checked', () => {
    const encoder = framingFor('postgres').encoder();
    const sent = (text: string) => String(wireOf(encoder.encode(utf8(text))));
    for (const message of ['N', 'S', sslRequest, startUp, query, sync]) assert.equal(sent(message), message);
    assert.throws(() => sent('N'), { name: 'RangeError', message: /must begin with its header/ });
    assert.throws(() => sent('Q\0\0\0\x05'), /the length in the header should be 4, not 5/);
    assert.throws(() => sent('Q\0\0\0\x03'), /header is wrong at byte 5, where a length of at least 4 was expected/);
    assert.throws(() => sent(''), /must begin with its header/);
  });
});
