/** Arbitrary text for fast-check. */
import fc from 'fast-check';

const isSurrogate = (code: number) => code >= 0xd800 && code <= 0xdfff;
/** Returns the code of one character, as fast-check asks for the words it knows to be dangerous, like `__proto__`. */
function codeOf(text: unknown): number {
  if (typeof text !== 'string' || [...text].length !== 1) throw new TypeError('Not a character');
  return text.codePointAt(0) ?? 0;
}

/** Covers each length in UTF-8 equally. fast-check's own unit `binary` takes a second and a hundred megabytes to create. */
const character = fc
  .oneof(
    fc.nat(0x7f),
    fc.integer({ min: 0x80, max: 0x7ff }),
    fc.integer({ min: 0x800, max: 0xffff }),
    fc.nat(0x10_ffff),
  )
  .filter(code => !isSurrogate(code))
  .map(code => String.fromCodePoint(code), codeOf);

export function anyText(maxLength?: number): fc.Arbitrary<string> {
  return fc.string({ unit: character, ...(maxLength !== undefined && { maxLength }) });
}
