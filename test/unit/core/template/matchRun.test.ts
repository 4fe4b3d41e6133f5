import assert from 'node:assert/strict';
import type { Payload } from '../../../../src/core/endpointConfig.ts';
import { matcher, maxEffort } from '../../../../src/core/template/matcher.ts';

describe('matching a long message', () => {
  const size = 2 ** 16;
  const fill = (text: string) => Buffer.from(text.repeat(Math.ceil(size / text.length))).subarray(0, size);
  const contains = (template: Payload, message: Uint8Array) =>
    matcher(template, { encoding: 'utf8', match: 'contains' }).match(message);
  /** Messages that nearly match everywhere. */
  const hostile: [Payload, string][] = [
    ['a{{?x}}b{{?y}}c', 'a'],
    ['a{{?x}}b{{?y}}c', 'ab'],
    ['{{?x}}aaaaaaaaaaaaaaab', 'a'],
    ['{{?x}};{{?y}};{{?z}}!', ';'],
    ['{{?n:int}}!', '1'],
    ['{{?n:num}}!', '1.5e'],
    ['{{?w:word}}!', 'a'],
    ['{{?n:varint}}!', '\x7f'],
    ['{{?len:u16be}}{{?x:bytes(len)}}!', '\x01'],
    ['{{?len:u8}}{{?x:text(len)}}!', '\x7f'],
    ['{{?x:text}}!', 'a'],
    ['\x24{{?x}}*{{$nmea}}', '$*00'],
    ['{{#a}}\x24{{?x}}{{/a}}*{{$crc32 a}}', '$'],
    ['{{$len:dec}} {{?x}}!', '1 '],
    ['{"a":"{{?x}}"}', '{"a":"\\'],
    [{ hex: '{{?x:u8}} .. {{?y:u8}} ff' }, '\x01'],
    ['{{?x}}{{sep}}{{?y}}!', ','],
  ];
  for (const [template, text] of hostile) {
    for (const match of ['whole', 'start', 'contains'] as const) {
      it(`takes linear time: ${JSON.stringify(template)} in ${JSON.stringify(text)}…, ${match}`, () => {
        const compiled = matcher(template, { encoding: 'utf8', match, names: ['sep'] });
        const values = new Map([['sep', ',,']]);
        const { effort } = compiled.match(fill(text), values);
        // Three places where the message may end, each tried in one pass.
        const perByte = match === 'contains' ? maxEffort(size) / size + 4 : 4;
        assert.ok(effort <= perByte * (size + 100), `${effort / size} for each byte`);
      });
    }
  }

  it('gives up only where checks fail again and again, and says so', () => {
    const wrong = Buffer.concat([fill('$'), Buffer.from('*77')]);
    const mismatch = contains('\x24{{?x}}*{{$nmea}}', wrong);
    assert.ok('mismatch' in mismatch && mismatch.mismatch === 'effort');
    const exact = ['a{{?x}}b{{?y}}c', '{{?w:word}}!', '{{?x:text}}!', '{{?n:int}}!', '{{?x}};{{?y}};{{?z}}!'];
    for (const template of exact) {
      const result = contains(template, fill('a1;').subarray(0, size / 8));
      assert.ok('mismatch' in result && result.mismatch !== 'effort', template);
    }
  });
});
