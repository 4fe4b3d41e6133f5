/** Netstrings: the length in decimal, a colon, the content and a comma, which the length doesn't count. */
import { digitsUntilLength } from './digitsUntilLength.ts';
import type { FramingKind } from './framing.ts';
import { prefixedBy } from './lengthPrefix.ts';

/** The specification forbids leading zeros. */
const length = digitsUntilLength(Uint8Array.of(0x3a), { leadingZeros: false });

export const netstring: FramingKind = prefixedBy(length, { trailer: ',' });
