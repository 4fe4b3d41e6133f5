/** What a framing becomes when the user chooses another type. */
import type { Framing } from '../../../src/core/endpointConfig.ts';
import { framingNames, plainFraming } from '../../../src/core/framing/namedFramings.ts';
import { type FramingType, framingType } from '../../../src/core/sentences/framingTypes.ts';
import { isSame } from '../configDraft.ts';

/** Values with which each type begins. */
export const initialFramings: Readonly<Record<FramingType, Framing>> = {
  none: 'none',
  line: { line: 'any' },
  delimiter: { delimiter: '||' },
  named: 'u32be',
  lengthPrefix: { lengthPrefix: { bytes: 4, endian: 'big' } },
  enclosed: { start: { hex: '02' }, end: { hex: '03' } },
  pattern: { pattern: '\\r?\\n' },
  header: { header: 'content-length' },
  json: 'json',
  fixed: { fixed: 16 },
  idle: { idleMs: 20 },
  slip: 'slip',
  cobs: 'cobs',
};

/**
 * Returns the same framing as another type: a name written out, or the name of what is written out. Undefined if it
 * can't be of that type.
 */
export function convertedFraming(framing: Framing, to: FramingType): Framing | undefined {
  if (to === 'named') return framingNames.find(name => isSame(plainFraming(name), framing));
  if (framingType(framing) !== 'named') return undefined;
  const plain = plainFraming(framing);
  return plain !== undefined && framingType(plain) === to ? plain : undefined;
}
