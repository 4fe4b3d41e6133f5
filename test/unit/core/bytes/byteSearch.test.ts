import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteSearch } from '../../../../src/core/bytes/byteSearch.ts';

const few = (maxLength: number) => fc.array(fc.constantFrom(0, 1), { maxLength }).map(bytes => Uint8Array.from(bytes));

describe('a search for bytes', () => {
  it('finds what Buffer finds, from every offset', () => {
    fc.assert(
      fc.property(few(24), few(6), (bytes, sought) => {
        const search = new ByteSearch(sought);
        for (let from = 0; from <= bytes.length; from++)
          assert.equal(search.indexIn(bytes, from), Buffer.from(bytes).indexOf(sought, from));
      }),
    );
  });

  it('finds units of two bytes only where one begins', () => {
    const search = new ByteSearch(Uint8Array.of(0x61, 0));
    const bytes = Uint8Array.of(0, 0x61, 0, 0x61, 0x61, 0);
    assert.equal(search.indexIn(bytes, 0), 1);
    assert.equal(search.indexIn(bytes, 0, 2), 4);
    assert.equal(search.indexIn(bytes, 1, 2), 1);
  });

  it('finds overlapping occurrences in units', () => {
    fc.assert(
      fc.property(few(24), few(4), (bytes, sought) => {
        fc.pre(sought.length > 0);
        const found = new ByteSearch(sought).indexIn(bytes, 0, 2);
        let expected = Buffer.from(bytes).indexOf(sought);
        while (expected >= 0 && expected % 2 === 1) expected = Buffer.from(bytes).indexOf(sought, expected + 1);
        assert.equal(found, expected);
      }),
    );
  });

  // A naive search would compare 2^37 bytes, and not finish within the suite's timeout.
  it('takes linear time for bytes that nearly match everywhere', () => {
    const bytes = new Uint8Array(2 ** 20);
    const sought = new Uint8Array(2 ** 18);
    sought[sought.length - 1] = 1;
    assert.equal(new ByteSearch(sought).indexIn(bytes, 0), -1);
  });

  it('finds nothing at once, but not past the end', () => {
    const search = new ByteSearch(new Uint8Array());
    assert.equal(search.indexIn(Uint8Array.of(1), 1), 1);
    assert.equal(search.indexIn(Uint8Array.of(1), 2), -1);
  });
});
