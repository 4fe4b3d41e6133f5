/** How frames of video lie in a stream. */
import type { LengthPrefixFraming } from '../endpointConfig.ts';
import type { Decoder } from '../framing/framing.ts';
import { lengthPrefix } from '../framing/lengthPrefix.ts';
import { MotionJpegDecoder } from './motionJpeg.ts';

export type Endian = LengthPrefixFraming['lengthPrefix']['endian'];

/** Each frame behind its length of 8 bytes, or JPEGs one after the other, with or without the headers of multipart between them. */
export type VideoFormat = { readonly lengthPrefix: Endian } | 'motionJpeg';

export const lengthPrefixBytes = 8;

/**
 * Cuts a stream into frames; `videoPayload` tells what each holds. A frame of no bytes is a frame. A length beyond `maxFrameBytes` is
 * a `brokenLength`: what follows comes as it is read. A `motionJpeg` without its end is `unterminated`, what is none `malformed`.
 */
export function videoDecoder(format: VideoFormat, maxFrameBytes: number): Decoder {
  return format === 'motionJpeg'
    ? new MotionJpegDecoder(maxFrameBytes)
    : lengthPrefix(prefixFraming(format.lengthPrefix)).decoder(maxFrameBytes);
}

export function prefixFraming(endian: Endian): LengthPrefixFraming {
  return { lengthPrefix: { bytes: lengthPrefixBytes, endian } };
}

/** The header of a frame whose parts have so many bytes together. */
export function videoLength(bytes: number, endian: Endian): Uint8Array {
  const header = new Uint8Array(lengthPrefixBytes);
  new DataView(header.buffer).setBigUint64(0, BigInt(bytes), endian === 'little');
  return header;
}
