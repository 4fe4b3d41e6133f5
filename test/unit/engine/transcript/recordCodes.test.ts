import assert from 'node:assert/strict';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';
import type { Origin } from '../../../../src/core/transcriptEntry.ts';
import {
  encodingCode,
  encodingOf,
  eventCode,
  kindOf,
  originCode,
  originOf,
} from '../../../../src/engine/transcript/recordCodes.ts';

describe('the code of an origin', () => {
  it('is the same as in files of earlier versions', () => {
    const codes: [Origin, number][] = [
      ['send', 0],
      ['greeting', 1],
      ['echo', 2],
      [{ rule: 0 }, 3],
      [{ rule: 99 }, 102],
    ];
    for (const [origin, code] of codes) {
      assert.equal(originCode(origin), code);
      assert.deepEqual(originOf(code), origin);
    }
  });

  it('distinguishes an answer from data sent by a user or program', () => {
    assert.equal(kindOf('out', originCode('send')), 'out');
    for (const origin of ['greeting', 'echo', { rule: 0 }] as const)
      assert.equal(kindOf('out', originCode(origin)), 'answer');
    assert.equal(kindOf('in', originCode('send')), 'in');
  });

  it('distinguishes a problem from an ordinary event', () => {
    assert.equal(kindOf('event', eventCode({ code: 'closed' })), 'event');
    assert.equal(kindOf('event', eventCode({ code: 'echoLoop' })), 'problem');
    assert.equal(kindOf('event', eventCode({ code: 'peerReset', by: 'us' })), 'event');
    assert.equal(kindOf('event', eventCode({ code: 'peerReset', by: 'peer' })), 'problem');
  });
});

describe('the code of an encoding', () => {
  it('is the same as in files of earlier versions', () => {
    const codes: Record<Encoding, number> = { utf8: 0, latin1: 1, utf16le: 2, utf16be: 3 };
    for (const [encoding, code] of Object.entries(codes)) {
      assert.equal(encodingCode(encoding as Encoding), code);
      assert.equal(encodingOf(code), encoding);
    }
  });

  it('is unknown if no encoding has it', () => {
    assert.deepEqual([encodingOf(4), encodingOf(255)], [undefined, undefined]);
  });
});
