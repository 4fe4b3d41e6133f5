/** Arbitrary text for fast-check. */
import fc from 'fast-check';

const isSurrogate = (code: number) => code >= 0xd800 && code <= 0xdfff;
/** Covers each length in UTF-8 equally. fast-check's own unit takes seconds to create. */
const character = fc
  .oneof(
    fc.nat(0x7f),
    fc.integer({ min: 0x80, max: 0x7ff }),
    fc.integer({ min: 0x800, max: 0xffff }),
    fc.nat(0x10_ffff),
  )
  .filter(code => !isSurrogate(code))
  .map(code => String.fromCodePoint(code));

export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: character, maxLength });
}
