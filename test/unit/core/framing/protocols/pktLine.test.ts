import assert from 'node:assert/strict';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

describe('pkt-lines', () => {
  it('are delivered without their length, those without content as their digits', () => {
    const wire = utf8('0006a\n000400000001000bversionx0002000Ahello\n');
    const frames = ['a\n', '', '0000', '0001', 'version', 'unterminated x000'];
    const good = utf8('0006a\n000400000001000bversion0002000Ahello\n');
    for (const cuts of everyCut(good.length))
      assert.deepEqual(decode(framingFor('pkt-line').decoder(100), good, cuts).map(shown), [
        ...frames.slice(0, -1),
        '0002',
        'hello\n',
      ]);
    const [broken] = decode(framingFor('pkt-line').decoder(100), wire).slice(-1);
    assert.deepEqual([broken?.flaw, broken?.broken], ['brokenEnvelope', { at: 0, expected: 'hexDigit' }]);
  });

  it('are over with a length that can’t be', () => {
    const [frame] = framingFor('pkt-line').decoder(100).push(utf8('0003'), 0);
    assert.deepEqual(frame?.broken, { at: 3, expected: 'greaterLength', least: 4 });
    const [other] = framingFor('pkt-line').decoder(100).push(utf8('PACK'), 0);
    assert.deepEqual(other?.broken, { at: 0, expected: 'hexDigit' });
  });

  it('are sent with their length, unless the message is the digits of one without content', () => {
    const { encode } = framingFor('pkt-line').encoder();
    const sent = (text: string) => String(wireOf(encode(utf8(text))));
    assert.equal(sent('a\n'), '0006a\n');
    assert.equal(sent(''), '0004');
    for (const digits of ['0000', '0001', '0002']) assert.equal(sent(digits), digits);
    assert.equal(sent('0003'), '00080003');
    assert.equal(sent('a000'), '0008a000');
    assert.equal(encode(new Uint8Array(65_516)).length, 65_520);
    assert.throws(() => encode(new Uint8Array(65_517)), /too long for a pkt-line: 65516 at most/);
  });
});
