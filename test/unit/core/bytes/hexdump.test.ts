import assert from 'node:assert/strict';
import { hexdump, hexdumpLines } from '../../../../src/core/bytes/hexdump.ts';

describe('hexdump', () => {
  it('has 16 bytes a line, with offsets and text', () => {
    const lines = hexdumpLines(Uint8Array.from({ length: 18 }, (_, at) => at + 0x41));
    assert.deepEqual(lines, [
      { offset: '000000', hex: '41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50', text: 'ABCDEFGHIJKLMNOP' },
      { offset: '000010', hex: '51 52', text: 'QR' },
    ]);
  });

  it('continues offsets and hides unprintable bytes', () => {
    assert.deepEqual(hexdumpLines(Uint8Array.of(0, 0x7f), 0x1000), [{ offset: '001000', hex: '00 7f', text: '··' }]);
    assert.equal(hexdump(new Uint8Array()), '');
  });

  it('is one text with aligned columns, the bytes as text after a bar', () => {
    assert.equal(
      hexdump(Uint8Array.from({ length: 17 }, (_, at) => at + 0x41)),
      '000000 41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50 |ABCDEFGHIJKLMNOP|\n' +
        `000010 51${' '.repeat(46)} |Q|\n`,
    );
  });
});
