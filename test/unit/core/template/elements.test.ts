import assert from 'node:assert/strict';
import type { Payload } from '../../../../src/core/endpointConfig.ts';
import { TextError } from '../../../../src/core/phrase.ts';
import { matcher } from '../../../../src/core/template/matcher.ts';
import { compilePayload } from '../../../../src/core/template/payload.ts';
import { sampleSources } from '../../../../src/core/template/values.ts';

describe('a template of what is expected', () => {
  const refused: [Payload, RegExp, string[]?][] = [
    ['{{?a}}{{?b}}', /^nothing shows where "\{\{\?a\}\}" at character 1 ends: write text between it and "\{\{\?b\}\}"/],
    ['{{?a}}{{#s}}{{?b}}{{/s}}', /^nothing shows where/],
    ['{{?a}}{{?b:int}}', /^nothing shows where/],
    ['{{?a}}{{$len}}', /^nothing shows where/],
    ['{{?a}}{{?n:u8}}{{?b:bytes(n)}}', /^nothing shows where/],
    ['{{?a}}{{a}}', /^nothing shows where/],
    [{ hex: '{{?a}} {{?b}}' }, /^nothing shows where/],
    ['{{?a}} {{?a}}', /^"\{\{\?a\}\}" at character 8: there is already one with this name$/],
    ['{{?1}}', /^"\{\{\?1\}\}" at character 1: a name consists of letters, digits and _$/],
    ['{{?a b}}', /a name consists of/],
    ['{{nme}}', /^unknown placeholder "\{\{nme\}\}" at character 1. Did you mean \{\{name\}\}\?$/, ['name']],
    ['{{message}}', /^unknown placeholder/],
    ['{{a}}{{?a}}', /^unknown placeholder/],
    ['{{?x:bytes(len)}}', /^unknown name in "\{\{\?x:bytes\(len\)\}\}" at character 1; available: id$/, ['id']],
    ['{{$now}}', /^"\{\{\$now\}\}" at character 1 is only possible in what is sent/],
    ['{{$sha1 id}}', /is only possible in what is sent/, ['id']],
    ['{{$len foo}}', /^unknown name in "\{\{\$len foo\}\}" at character 1; mark a part of the message with/],
    ['{{$len boby}}{{#body}}{{/body}}', /^unknown name in .* Did you mean body\?$/],
    [{ hex: '{{$len}} 01' }, /^in hex, "\{\{\$len\}\}" at character 1 needs a type, as in \{\{\$len:u16be\}\}$/],
    ['{{#a}}{{$len a}}{{/a}}', /^the value of "\{\{\$len a\}\}" at character 7 depends on itself/],
    ['{{#a}}', /^"\{\{#a\}\}" at character 1 has no end: \{\{\/a\}\}$/],
    ['{{/a}}', /^"\{\{\/a\}\}" at character 1 ends a span that hasn’t begun$/],
    ['{{#a}}{{/a}}{{/a}}', /ends a span/],
    ['{{#a}}{{/a}}{{#a}}{{/a}}', /there is already one/],
    ['{{#a:u8}}', /a name consists of/],
    ['{{?x:base64}}', /can’t be written as base64/],
    [{ hex: '0g' }, /"0g" at character 1 is not a hex byte/],
    [{ hex: '{{?a:u8}} 0g' }, /"0g" at character 11 is not a hex byte/],
    ['{{?a', /has no closing }}/],
  ];
  for (const [template, reason, names = []] of refused)
    it(`is rejected: ${JSON.stringify(template)}`, () => {
      assert.throws(() => matcher(template, { encoding: 'utf8', names }), { name: 'RangeError', message: reason });
    });
});

describe('any text as a template', () => {
  it('is accepted or rejected with a sentence', () => {
    const parts = [
      ...['{{', '}}', '{', '}', '?', '#', '/', '$', ':', '(', ')', ',', "' '", "'", '+', '-', ' ', '\n', '"', '\\'],
      ...['a', 'b', 'len', 'crc32', 'sha1', 'now', 'ms', 'counter', 'random', 'uuid', 'peer', 'fix', 'websocketAccept'],
      ...['u8', 'u16be', 'dec', 'hex', 'bytes', 'text', 'word', 'int', 'num', 'varint', 'base64', 'bcd', 'f32le'],
      ...['0', '1', '4', '40', '99999999999', '..', '00', 'é', '\ud800', '__proto__', 'constructor'],
      ...['{{?a}}', '{{?b:u8}}', '{{#a}}', '{{/a}}', '{{$len a}}', '{{$crc32}}', "{{'{{'}}", '{{a}}', '{{?:dec(2)}}'],
      ...[
        '{{a:dec(a)}}',
        '{{0:text(a)}}',
        '{{a:bytes(b)}}',
        '{{$len:u16be}}',
        '{"a":"',
        '"}',
        '{{$sha1 a:base64}}',
        '{{$counter:u32be}}',
      ],
    ];
    const values = [
      undefined,
      1n,
      2n ** 50n,
      -1,
      0.5,
      Number.NaN,
      'a"b',
      '✓',
      Uint8Array.of(0xff),
      { bytes: new Uint8Array() },
    ];
    let state = 1;
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const compile = (text: string, at: number) => {
      const payload = at % 3 === 0 ? { hex: text } : text;
      const encoding = at % 5 === 0 ? 'latin1' : 'utf8';
      const value = values[at % values.length];
      if (at % 2 === 0) {
        const use = at % 4 === 0 ? 'send' : 'both';
        compilePayload(payload, encoding, ['a', '0'], use).render(sampleSources, () => value);
      } else
        matcher(payload, { encoding, names: ['a'], match: 'contains' }).match(Buffer.from('a1b {{é 00'), new Map());
    };
    let accepted = 0;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    for (let at = 0; at < 20_000; at++) {
      let text = '';
      for (let length = random(8); length >= 0; length--) text += parts[random(parts.length)];
      try {
        compile(text, at);
        accepted++;
      } catch (error) {
        assert.ok(error instanceof TextError, `${JSON.stringify(text)}: ${String(error)}`);
      }
    }
    Error.stackTraceLimit = stackTraceLimit;
    assert.ok(accepted > 1000, `${accepted} were accepted`);
  });
});
