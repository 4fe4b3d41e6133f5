import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatHex } from '../../../../src/core/bytes/hex.ts';
import type { Encoding, Payload } from '../../../../src/core/endpointConfig.ts';
import { compilePayload } from '../../../../src/core/template/payload.ts';
import type { VariableSources } from '../../../../src/core/template/values.ts';

const sources: VariableSources = {
  counter: 258,
  nowMs: 0,
  random: size => new Uint8Array(size).fill(7),
  peer: 'box:9',
};
const captured: Record<string, Uint8Array> = { id: Uint8Array.of(0xc3, 0xa9, 0), x: Uint8Array.of(0xff) };

function rendered(payload: Payload, encoding: Encoding = 'utf8'): string {
  return formatHex(compilePayload(payload, encoding, ['id', 'x', 'none']).render(sources, name => captured[name]));
}

describe('a payload', () => {
  it('inserts bytes unchanged, in text and in hex', () => {
    assert.equal(rendered('é{{id}}{{x}}'), 'c3 a9 c3 a9 00 ff');
    assert.equal(rendered('é{{id}}{{x}}', 'latin1'), 'e9 c3 a9 00 ff');
    assert.equal(rendered('a{{x}}', 'utf16be'), '00 61 ff');
    assert.equal(rendered({ hex: '{{id}} 00ff{{x}}0x01' }), 'c3 a9 00 00 ff ff 01');
    assert.equal(rendered('[{{none}}]'), '5b 5d');
  });

  it('inserts values as text, and their digits in hex', () => {
    assert.equal(rendered('{{$counter hex 4}}'), '30 31 30 32');
    assert.equal(rendered('{{$counter hex 4}}', 'utf16le'), '30 00 31 00 30 00 32 00');
    assert.equal(rendered({ hex: 'ff {{$counter hex 4}} {{$random 2}}' }), 'ff 01 02 07 07');
    assert.equal(rendered({ hex: '0{{$counter hex 1}}{{$uuid}}' }).length, 17 * 3 - 1);
    assert.equal(Buffer.from(rendered('{{$peer}}').replaceAll(' ', ''), 'hex').toString(), 'box:9');
  });

  it('can contain literal braces', () => {
    assert.equal(rendered("{{'{{'}}a}}"), '7b 7b 61 7d 7d');
    assert.equal(rendered({ hex: "00 {{'{{'}}" }), '00 7b 7b');
    assert.equal(rendered("{{'{{'}}", 'utf16le'), '7b 00 7b 00');
  });

  it('is known in advance if it has no placeholders', () => {
    assert.deepEqual([...(compilePayload('ab', 'utf8').fixed ?? [])], [97, 98]);
    assert.deepEqual([...(compilePayload({ hex: '' }, 'utf8').fixed ?? [1])], []);
    assert.deepEqual([...(compilePayload('', 'utf8').fixed ?? [1])], []);
    for (const text of ['{{x}}', 'a{{$now}}', '{{x}}{{x}}'])
      assert.equal(compilePayload(text, 'utf8', ['x']).fixed, undefined);
  });

  const refused: [Payload, RegExp, Encoding?][] = [
    ['a {{nme}}', /^unknown placeholder "\{\{nme\}\}" at character 3. Did you mean \{\{name\}\}\?$/],
    ['{{Name}}', /unknown placeholder/],
    ['{{name:u17be}}', /^unknown type in "\{\{name:u17be\}\}" at character 1. Did you mean u16be\?$/],
    ['{{}}', /unknown placeholder/],
    ['{{a b}}', /unknown placeholder/],
    ['{{__proto__}}', /unknown placeholder/],
    ['{{$length}}', /unknown placeholder "\{\{\$length\}\}" at character 1; available: .*\{\{\$len:u16be\}\}/],
    ['{{$counter 0}}', /\$counter takes/],
    ['{{name', /has no closing }}/],
    ['✓', /"✓" at character 1 can’t be encoded in Latin-1/, 'latin1'],
    ['{{name}} ✓', /"✓" at character 10 can’t be encoded in Latin-1/, 'latin1'],
    [{ hex: '00 {{name}} 0g' }, /"0g" at character 13 is not a hex byte/],
    [{ hex: '0{{name}}' }, /"0" at character 1 is not a hex byte/],
    [{ hex: '{{$counter}}' }, /^in hex, placeholders must produce whole bytes, as \{\{\$counter hex 4\}\} does: "1"/],
    [{ hex: '{{$now}}' }, /in hex, placeholders must produce whole bytes/],
    [{ hex: '{{$peer}}' }, /in hex, placeholders must produce whole bytes/],
  ];
  for (const [payload, reason, encoding = 'utf8'] of refused) {
    it(`is rejected when defined: ${JSON.stringify(payload)}`, () => {
      assert.throws(() => compilePayload(payload, encoding, ['message', 'name']), {
        name: 'RangeError',
        message: reason,
      });
    });
  }

  it('without placeholders is its text, in every encoding', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom<Encoding>('utf8', 'utf16le', 'utf16be'), (text, encoding) => {
        fc.pre(!text.includes('{{'));
        const bytes = compilePayload(text, encoding).render(sources);
        assert.equal(new TextDecoder(encoding.replace('utf', 'utf-'), { ignoreBOM: true }).decode(bytes), text);
      }),
    );
  });

  it('in hex is its bytes, whatever is captured', () => {
    const part = fc.uint8Array({ maxLength: 5 });
    fc.assert(
      fc.property(part, part, part, (before, x, after) => {
        const compiled = compilePayload({ hex: `${formatHex(before)}{{x}}${formatHex(after)}` }, 'utf8', ['x']);
        assert.deepEqual([...compiled.render(sources, () => x)], [...before, ...x, ...after]);
      }),
    );
  });

  it('repeats inserts up to 32 MiB, and rejects more before they are allocated', () => {
    const large = new Uint8Array(2 ** 20);
    const compiled = (count: number) => compilePayload('{{x}}'.repeat(count), 'utf8', ['x']);
    assert.equal(compiled(33).render(sources, () => large).length, 33 * 2 ** 20);
    assert.throws(() => compiled(34).render(sources, () => large), /expand to more than 33554432 bytes/);
  });

  it('rejects too much before anything is computed from it', () => {
    const large = new Uint8Array(2 ** 20);
    const compiled = compilePayload(`${'{{x}}'.repeat(5000)}{{$crc32}}`, 'utf8', ['x']);
    assert.throws(() => compiled.render(sources, () => large), /expand to more than 33554432 bytes/);
  });

  it('inserts one part of any size', () => {
    const frame = new Uint8Array(40 * 2 ** 20);
    const compiled = compilePayload('<{{x}}>', 'utf8', ['x']);
    assert.equal(compiled.render(sources, () => frame).length, frame.length + 2);
  });

  for (const payload of ['{{$random 1024}}'.repeat(129), { hex: '{{$random 1024}}'.repeat(129) }]) {
    it(`rejects more than 262144 characters of values in ${typeof payload === 'string' ? 'text' : 'hex'} when compiled`, () => {
      assert.throws(() => compilePayload(payload, 'utf8'), /the variables expand to more than 262144 characters/);
    });
  }

  it('may be longer than its values may be', () => {
    const compiled = compilePayload(`${'a'.repeat(2 ** 20)}{{$counter}}`, 'latin1');
    assert.equal(compiled.render(sources).length, 2 ** 20 + 3);
  });
});
