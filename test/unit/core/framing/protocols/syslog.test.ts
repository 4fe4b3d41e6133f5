import assert from 'node:assert/strict';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

describe('syslog messages', () => {
  const cases: [string, string, string[]][] = [
    ['are counted', '5 hello3 a\nc', ['hello', 'a\nc']],
    ['are lines', '<13>a\n<14>b\r\n\n', ['<13>a', '<14>b\r', '']],
    ['are both in turn', '3 abc<1>x\n2 de', ['abc', '<1>x', 'de']],
    ['are lines if they only begin with digits', '2026-11-30 a\n007 b\n12\n', ['2026-11-30 a', '007 b', '12']],
    ['may be incomplete at the end', '5 hel', ['unterminated 5 hel']],
    ['may be incomplete lines', '1 a<1>', ['a', 'unterminated <1>']],
  ];
  for (const [title, wire, frames] of cases) {
    it(title, () => {
      for (const cuts of everyCut(wire.length))
        assert.deepEqual(decode(framingFor('syslog').decoder(100), utf8(wire), cuts).map(shown), frames, `${cuts}`);
    });
  }

  it('are over after too many digits, and with a length over the limit', () => {
    const [broken] = framingFor('syslog')
      .decoder(100)
      .push(utf8('9'.repeat(400)), 0);
    assert.deepEqual([broken?.flaw, broken?.broken], ['brokenEnvelope', { at: 13, expected: 'blank' }]);
    const [large] = framingFor('syslog').decoder(100).push(utf8('101 '), 0);
    assert.deepEqual([large?.flaw, large?.announced], ['brokenLength', 101n]);
  });

  it('aren’t cut within a length', () => {
    const decoder = framingFor('syslog').decoder(100);
    decoder.push(utf8('1'), 0);
    decoder.push(utf8('0'), 0);
    assert.deepEqual(decoder.cut?.(), []);
    assert.deepEqual(decoder.push(utf8(' abcdefghij'), 0).map(shown), ['abcdefghij']);
  });

  it('are sent with their length', () => {
    assert.equal(String(wireOf(framingFor('syslog').encoder().encode(utf8('a\nb')))), '3 a\nb');
    // The format has no length of 0.
    assert.equal(String(wireOf(framingFor('syslog').encoder().encode(utf8('')))), '\n');
  });
});
