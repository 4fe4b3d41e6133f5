/** Netstrings: the length in decimal, a colon, the content and a comma, which the length doesn't count. */

import type { FramingKind } from '../framing.ts';
import { digitsUntilLength } from '../length/digitsUntilLength.ts';
import { prefixedBy } from '../length/lengthPrefix.ts';

/** The specification forbids leading zeros. */
const length = digitsUntilLength(Uint8Array.of(0x3a), { leadingZeros: false });

export const netstring: FramingKind = prefixedBy(length, { trailer: ',' });
