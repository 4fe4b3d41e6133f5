import assert from 'node:assert/strict';
import type { EndpointFraming } from '../../../../src/core/endpointConfig.ts';
import { phraseText } from '../../../../src/core/phrase.ts';
import { framingLabel, shortFramingLabel } from '../../../../src/core/sentences/framingLabel.ts';

describe('framingLabel', () => {
  const labels: [EndpointFraming, string][] = [
    ['none', 'no framing'],
    ['slip', 'SLIP'],
    ['cobs', 'COBS'],
    [{ line: 'any' }, 'lines'],
    [{ line: 'crlf' }, 'lines that end with CRLF'],
    [{ delimiter: '||\n' }, 'ends with "||\\n"'],
    [{ delimiter: { hex: '0d 0a' } }, 'ends with 0d 0a'],
    ['json', 'JSON values'],
    ['lsp', 'LSP'],
    [{ start: '<<', end: { hex: '1c 0d' } }, 'between "<<" and 1c 0d'],
    [{ pattern: '10=' }, 'ends with a match of 10='],
    [{ header: 'content-length' }, 'body after Content-Length'],
    [{ header: 'content-length', keepHeader: true }, 'header with Content-Length, and body'],
    [{ fixed: 1 }, '1 byte each'],
    [{ fixed: 16 }, '16 bytes each'],
    [{ idleMs: 20 }, 'ends after 20 ms without data'],
    [{ lengthPrefix: { bytes: 1, endian: 'big' } }, 'length prefix of 1 byte'],
    [{ lengthPrefix: { bytes: 4, endian: 'big' } }, 'length prefix of 4 bytes, big-endian'],
    [{ lengthPrefix: { bytes: 2, endian: 'little' } }, 'length prefix of 2 bytes, little-endian'],
    [{ lengthPrefix: { digits: 10, pad: 'zeros' } }, 'length prefix of 10 digits'],
    [{ in: { line: 'any' }, out: 'none' }, 'lines (received), no framing (sent)'],
  ];
  for (const [framing, label] of labels)
    it(`calls ${JSON.stringify(framing)} “${label.replaceAll('\n', '\\n')}”`, () => {
      assert.equal(phraseText(framingLabel(framing)), label);
    });
});

describe('shortFramingLabel', () => {
  const labels: [EndpointFraming, string][] = [
    ['none', 'no framing'],
    ['slip', 'SLIP'],
    [{ line: 'any' }, 'lines'],
    [{ line: 'crlf' }, 'CRLF lines'],
    [{ delimiter: '||\n' }, '"||\\n"'],
    [{ delimiter: { hex: '0d 0a' } }, '0d 0a'],
    ['json', 'JSON values'],
    ['u16be', 'u16 BE'],
    [{ start: '<<', end: { hex: '1c 0d' } }, '"<<" … 1c 0d'],
    [{ pattern: '10=' }, '/10=/'],
    [{ header: 'content-length', keepHeader: true }, 'Content-Length'],
    [{ fixed: 1 }, '1 byte'],
    [{ fixed: 16 }, '16 bytes'],
    [{ idleMs: 20 }, '20 ms idle'],
    [{ lengthPrefix: { bytes: 1, endian: 'big' } }, 'u8'],
    [{ lengthPrefix: { bytes: 3, endian: 'big' } }, 'u24 BE'],
    [{ lengthPrefix: { bytes: 2, endian: 'little' } }, 'u16 LE'],
    [{ lengthPrefix: { digits: 10 } }, '10 digits'],
    [{ in: 'u32be', out: { line: 'any' } }, 'u32 BE in, lines out'],
    [{ in: 'none', out: 'slip' }, 'none in, SLIP out'],
  ];
  for (const [framing, label] of labels)
    it(`shortens ${JSON.stringify(framing)} to “${label.replaceAll('\n', '\\n')}”`, () => {
      assert.equal(phraseText(shortFramingLabel(framing)), label);
    });
});
