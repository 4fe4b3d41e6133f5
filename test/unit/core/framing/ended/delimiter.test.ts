import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { SequenceSearch } from '../../../../../src/core/framing/sequenceSearch.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

describe('delimiter framing', () => {
  it('accepts a frame of exactly the limit and splits a longer one', () => {
    const pieces = (text: string) => {
      const wire = utf8(text);
      const all = everyCut(wire.length).map(cuts =>
        decode(framingFor({ delimiter: '--' }).decoder(4), wire, cuts).map(shown),
      );
      for (const one of all) assert.deepEqual(one, all[0]);
      return all[0];
    };
    assert.deepEqual(pieces('1234--x--'), ['1234', 'x']);
    assert.deepEqual(pieces('12345--x--'), ['tooLong 1234', 'tooLong 5', 'x']);
    assert.deepEqual(pieces('123-4-5--'), ['tooLong 123-', 'tooLong 4-5']);
  });

  it('rejects a message that contains the delimiter, or would complete it early', () => {
    const encoder = framingFor({ delimiter: 'aab' }).encoder();
    assert.throws(() => encoder.encode(utf8('xaaby')), { name: 'RangeError', message: /contains the delimiter/ });
    assert.equal(String(wireOf(encoder.encode(utf8('xa')))), 'xaaab');
    assert.throws(() => framingFor({ delimiter: 'aa' }).encoder().encode(utf8('xa')), RangeError);
    assert.equal(wireOf(encoder.encode(utf8('xaab'))).toString(), 'xaab');
    assert.throws(() => encoder.encode(utf8('xaabaab')), RangeError);
  });

  it('doesn’t search a long received message again, except at its end or for another delimiter', () => {
    const end = 'aaab';
    const decoded = (text: string, maxFrameBytes = 1e6) =>
      framingFor({ delimiter: end }).decoder(maxFrameBytes).push(utf8(text), 0)[0]?.bytes ?? assert.fail();
    const long = 'aab'.repeat(50_000);
    const searching = mock.method(SequenceSearch.prototype, 'indexIn');
    try {
      const encoder = framingFor({ delimiter: end }).encoder();
      assert.equal(encoder.encode(decoded(`${long}${end}`)).length, long.length + end.length);
      assert.ok(searching.mock.calls.every(({ arguments: [text] }) => (text?.length ?? 0) < 100));
      assert.throws(
        () =>
          framingFor({ delimiter: 'baab' })
            .encoder()
            .encode(decoded(`${long}${end}`)),
        RangeError,
      );
      const cut = decoded(`b${long}${end}`, 90_000);
      assert.throws(() => framingFor({ delimiter: 'aa' }).encoder().encode(cut), RangeError);
    } finally {
      mock.restoreAll();
    }
  });

  it('starts over after the end of a stream', () => {
    const decoder = framingFor({ delimiter: '--' }).decoder(9);
    decoder.push(utf8('a-'), 0);
    assert.deepEqual(decoder.end(0).map(shown), ['unterminated a-']);
    assert.deepEqual(decoder.push(utf8('-b--'), 0).map(shown), ['-b']);
  });

  it('sends a message with the delimiter appended unless it is there', () => {
    const encoder = framingFor({ delimiter: '--' }).encoder();
    const sent = ['a', 'a--', '', '--'].map(text => wireOf(encoder.encode(utf8(text))).toString());
    assert.deepEqual(sent, ['a--', 'a--', '--', '--']);
  });
});
