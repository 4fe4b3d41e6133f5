import assert from 'node:assert/strict';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut } from '../decodeCut.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const preface = 'AMQP\0\0\x09\x01';
const method = '\x01\0\x01\0\0\0\x04abcd\xce';
const heartbeat = '\x08\0\0\0\0\0\0\xce';

describe('AMQP', () => {
  it('begins with a preface, and goes on with frames', () => {
    const wire = latin1(preface + method + heartbeat);
    for (const cuts of everyCut(wire.length)) {
      const frames = decode(framingFor('amqp').decoder(12), wire, cuts);
      assert.deepEqual(
        frames.map(({ bytes, flaw }) => [Buffer.from(bytes).toString('latin1'), flaw]),
        [preface, method, heartbeat].map(text => [text, undefined]),
      );
    }
  });

  it('is over with another preface, type, or end', () => {
    for (const [wire, at, expected] of [
      ['AMQX\0\0\x09\x01', 3, 'preface'],
      ['\x05\0\0', 0, 'messageType'],
      ['GET /', 0, 'messageType'],
      ['\x01\0\0\0\0\0\x01a\xcd', 8, 'trailer'],
    ] as const) {
      const bytes = latin1(wire);
      for (const cuts of everyCut(bytes.length)) {
        const frames = decode(framingFor('amqp').decoder(100), bytes, cuts);
        assert.deepEqual(frames[0]?.broken, { at, expected });
        assert.deepEqual(Buffer.concat(frames.map(one => one.bytes)), Buffer.from(bytes));
      }
    }
    const [large] = framingFor('amqp').decoder(11).push(latin1(method), 0);
    assert.deepEqual([large?.flaw, large?.announced], ['brokenLength', 12n]);
  });

  it('is sent as whole frames', () => {
    const { encode } = framingFor('amqp').encoder();
    for (const frame of [preface, method, heartbeat])
      assert.equal(wireOf(encode(latin1(frame))).toString('latin1'), frame);
    assert.throws(() => encode(latin1('\x01\0\0\0\0\0\x02a\xce')), /the length in the header should be 1, not 2/);
    assert.throws(() => encode(latin1('\x01\0\0\0\0\0\x01ab')), /must end with ce/);
    assert.throws(() => encode(latin1('\x01\0\0\0\0\0\0')), /must end with ce/);
    assert.throws(() => encode(latin1('hello')), /header is wrong at byte 1, where the type of a message was expected/);
  });
});
