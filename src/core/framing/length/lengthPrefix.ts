/** Frames that begin with their length, in any of the fields of `LengthField`. */
import type { LengthPrefixFraming, LengthPrefixOptions } from '../../endpointConfig.ts';
import type { FramingKind } from '../framing.ts';
import type { LengthCodec } from './lengthCodec.ts';
import { LengthEnvelope, lengthCodec } from './lengthEnvelope.ts';
import { LengthPrefixDecoder } from './lengthPrefixDecoder.ts';
import { LengthPrefixEncoder } from './lengthPrefixEncoder.ts';

export function lengthPrefix({ lengthPrefix: prefix }: LengthPrefixFraming): FramingKind {
  return prefixedBy(lengthCodec(prefix), prefix);
}

/** Returns a framing whose length is in this field, which may be one that no config specifies. */
export function prefixedBy(field: LengthCodec, options: LengthPrefixOptions): FramingKind {
  const envelope = new LengthEnvelope(field, options);
  return {
    decoder: maxFrameBytes => new LengthPrefixDecoder(envelope, maxFrameBytes),
    encoder: () => new LengthPrefixEncoder(envelope),
  };
}
