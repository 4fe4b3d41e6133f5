import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatHex } from '../../../../src/core/bytes/hex.ts';
import type { Encoding, Payload } from '../../../../src/core/endpointConfig.ts';
import {
  escapedPayload,
  payloadAsHex,
  payloadOfEscaped,
  readableNotation,
} from '../../../../src/core/template/escapedPayload.ts';
import { compilePayload } from '../../../../src/core/template/payload.ts';
import { sampleSources } from '../../../../src/core/template/values.ts';
import { anyText } from '../../../support/anyText.ts';

const encodings: Encoding[] = ['utf8', 'latin1', 'utf16le', 'utf16be'];
const inserted = Uint8Array.of(0x80, 0, 10);

/** The bytes sent for it, in hex. */
function sends(payload: Payload, encoding: Encoding): string {
  return formatHex(compilePayload(payload, encoding, ['x']).render(sampleSources, () => inserted));
}

describe('a payload typed with escapes', () => {
  it('stays text if it is text', () => {
    assert.equal(payloadOfEscaped('a\\r\\n\\x41\\u{2713}{{x}}{{$now}}', 'utf8'), 'a\r\nA✓{{x}}{{$now}}');
    assert.equal(payloadOfEscaped('\\xff', 'latin1'), 'ÿ');
    assert.equal(payloadOfEscaped('\\xc3\\xa9', 'utf8'), 'é');
    assert.equal(payloadOfEscaped('', 'utf8'), '');
  });

  it('becomes hex with placeholders if its bytes are not text', () => {
    assert.deepEqual(payloadOfEscaped('a\\xff{{x}}\\n', 'utf8'), { hex: '61 ff {{x}} 0a' });
    assert.deepEqual(payloadOfEscaped("\\xff{{'{{'}}", 'utf8'), { hex: 'ff 7b 7b' });
    assert.deepEqual(payloadOfEscaped('\\xff', 'utf16le'), { hex: 'ff' });
  });

  it('encodes \\xNN as one byte in every encoding', () => {
    for (const encoding of encodings) {
      for (let byte = 0; byte < 256; byte++) {
        const hex = byte.toString(16).padStart(2, '0');
        assert.equal(sends(payloadOfEscaped(`\\x${hex}`, encoding), encoding), hex, `${hex} in ${encoding}`);
      }
    }
  });

  it('keeps escaped braces as text', () => {
    assert.equal(payloadOfEscaped('\\x7b\\x7bx}}', 'utf8'), "{{'{{'}}x}}");
    assert.equal(sends(payloadOfEscaped('\\x7b{\\x7b{{x}}', 'utf8'), 'utf8'), '7b 7b 7b 80 00 0a');
  });

  it('is rejected for invalid escapes, unclosed braces, and values among bytes', () => {
    assert.throws(() => payloadOfEscaped('ok {{x}}\\q', 'utf8'), /"\\q" at character 9 isn’t a valid escape/);
    assert.throws(() => payloadOfEscaped('{{x', 'utf8'), /has no closing }}/);
    assert.throws(
      () => payloadOfEscaped('\\xff{{$now}}', 'utf8'),
      /\{\{\$now\}\} produces text, so it can’t be combined with bytes/,
    );
    assert.throws(() => payloadOfEscaped('✓', 'latin1'), /can’t be encoded in Latin-1/);
  });
});

describe('a displayed payload', () => {
  const piece = fc.oneof(
    anyText().map(text => text.replaceAll('{{', '')),
    fc.constantFrom('{{x}}', "{{'{{'}}", '\\', '\n', '\xff', 'é'),
  );
  const text = fc.array(piece).map(pieces => pieces.join('').replaceAll('{{{', '{{'));

  it('as text, can be typed again as the same payload', () => {
    fc.assert(
      fc.property(text, fc.constantFrom<Encoding>('utf8', 'utf16le', 'utf16be'), (payload, encoding) => {
        fc.pre(parses(payload, encoding));
        const shown = escapedPayload(payload, encoding) ?? '';
        assert.equal(sends(payloadOfEscaped(shown, encoding), encoding), sends(payload, encoding));
        assert.doesNotMatch(shown, /[\n\r\0]/);
      }),
    );
  });

  it('as text, escapes a NUL before a digit in every encoding', () => {
    for (const encoding of encodings) {
      const shown = escapedPayload('\x000', encoding) ?? '';
      assert.equal(sends(payloadOfEscaped(shown, encoding), encoding), sends('\x000', encoding), encoding);
    }
  });

  it('as text and as hex, sends the same bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 12 });
    fc.assert(
      fc.property(bytes, bytes, fc.constantFrom(...encodings), (before, after, encoding) => {
        const payload = { hex: `${formatHex(before)} {{x}} ${formatHex(after)}` };
        const shown = escapedPayload(payload, encoding) ?? '';
        const typed = payloadOfEscaped(shown, encoding);
        assert.equal(sends(typed, encoding), sends(payload, encoding));
        assert.equal(sends({ hex: payloadAsHex(typed, encoding) }, encoding), sends(payload, encoding));
      }),
    );
  });

  it('as hex, is what its text sends', () => {
    for (const encoding of encodings) {
      const payload = "é{{x}}{{'{{'}}";
      assert.equal(sends({ hex: payloadAsHex(payload, encoding) }, encoding), sends(payload, encoding));
    }
  });

  it('stays hex where text would mean something else, or can’t be read', () => {
    assert.equal(escapedPayload({ hex: '00 {{$counter hex 4}}' }, 'utf8'), undefined);
    for (const hex of ['0', 'zz', '{{x']) assert.equal(escapedPayload({ hex }, 'utf8'), undefined);
    assert.equal(readableNotation({ hex: '70 6f 6e 67 ff' }, 'utf8'), 'text');
    assert.equal(readableNotation({ hex: '{{x}} 00 00 00 05 {{x}} 03 02 00 2a' }, 'utf8'), 'hex');
    assert.equal(readableNotation({ hex: '{{$counter hex 4}}' }, 'utf8'), 'hex');
    assert.equal(readableNotation('\0\0\0', 'utf8'), 'text');
  });

  it('keeps placeholders that write the same in both notations', () => {
    for (const hole of [
      '{{x:u16be}}',
      '{{$len:u8}}',
      '{{#s}}',
      '{{/s}}',
      '{{$crc16 s:u16le}}',
      '{{?n:dec(4)}}',
      '{{?n}}',
    ]) {
      assert.deepEqual(payloadOfEscaped(`\\xff${hole}`, 'utf8'), { hex: `ff ${hole}` });
      assert.equal(escapedPayload({ hex: `ff ${hole} 61` }, 'utf8'), `\\xff${hole}a`);
      assert.equal(payloadAsHex(`a${hole}`, 'utf8'), `61 ${hole}`);
    }
    assert.throws(() => payloadOfEscaped('\\xff{{$crc32}}', 'utf8'), /produces text/);
    assert.equal(escapedPayload({ hex: 'ff {{$crc32}}' }, 'utf8'), undefined);
  });

  it('is displayed even if invalid', () => {
    assert.equal(escapedPayload('{{x\n', 'utf8'), '{{x\\n');
  });

  function parses(payload: Payload, encoding: Encoding): boolean {
    try {
      return sends(payload, encoding) !== undefined;
    } catch {
      return false;
    }
  }
});
