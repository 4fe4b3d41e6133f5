import assert from 'node:assert/strict';
import type { LengthPrefix } from '../../../../src/core/endpointConfig.ts';
import { phraseText } from '../../../../src/core/phrase.ts';
import { lengthPrefixLabel, shortLengthPrefixLabel } from '../../../../src/core/sentences/lengthPrefixLabel.ts';

const labels: [LengthPrefix, label: string, short: string][] = [
  [{ bytes: 1, endian: 'little' }, 'length prefix of 1 byte', 'u8'],
  [{ bytes: 4, endian: 'big', offset: 2 }, 'length prefix of 4 bytes, big-endian', 'u32 BE'],
  [{ digits: 1 }, 'length prefix of 1 digit', '1 digit'],
  [{ digits: 10, trailer: ',' }, 'length prefix of 10 digits', '10 digits'],
  [{ digitsUntil: ':' }, 'decimal length prefix up to ":"', 'digits, ":"'],
  [{ digitsUntil: { hex: '0d 0a' } }, 'decimal length prefix up to 0d 0a', 'digits, 0d 0a'],
  [{ hexDigits: 1 }, 'length prefix of 1 hex digit', '1 hex digit'],
  [{ hexDigits: 4 }, 'length prefix of 4 hex digits', '4 hex digits'],
  [{ bcd: 1 }, 'length prefix of 1 byte in BCD', 'BCD 1'],
  [{ bcd: 2 }, 'length prefix of 2 bytes in BCD', 'BCD 2'],
  [{ varint: true }, 'varint length prefix', 'varint'],
  [
    { bytes: 2, endian: 'big', jsonHeader: { field: 'n' } },
    'JSON header after a length prefix of 2 bytes, big-endian',
    'u16 BE + JSON',
  ],
];

describe('the label of a length prefix', () => {
  for (const [prefix, label, short] of labels)
    it(`is “${label}”, or “${short}” in a toolbar`, () => {
      assert.equal(phraseText(lengthPrefixLabel(prefix)), label);
      assert.equal(phraseText(shortLengthPrefixLabel(prefix)), short);
    });
});
