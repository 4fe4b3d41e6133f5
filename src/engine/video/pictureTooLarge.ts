/** Reports a picture that exceeds the largest frame, in the transcript and as an error. */
import { defaultMaxFrameBytes } from '../../core/framing/framing.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import { plainFraming } from '../../core/framing/namedFramings.ts';
import { SocketError } from '../../core/socketError.ts';
import { lengthPrefixBytes } from '../../core/video/videoLength.ts';
import type { Peer } from '../conversation/peer.ts';
import type { VideoContext } from './videoContext.ts';

/** `bytes` is the length that the picture announces, if it does. */
export function recordTooLarge({ config, transcript }: VideoContext, peer: Peer, bytes: number | undefined): void {
  const { maxFrameBytes = defaultMaxFrameBytes } = config;
  transcript.event({ code: 'pictureTooLarge', ...(bytes !== undefined && { bytes }), maxFrameBytes }, peer);
}

export function tooLargeError({ config }: VideoContext, { address }: Peer, bytes: number | undefined): SocketError {
  const { maxFrameBytes = defaultMaxFrameBytes } = config;
  return new SocketError('PICTURE_TOO_LARGE', { address, ...(bytes !== undefined && { bytes }), maxFrameBytes });
}

/** Returns true if the endpoint's framing reads the same length as video does, and reports it. */
export function framingReportsLength({ config: { framing } }: VideoContext): boolean {
  const plain = plainFraming(framingOf(framing, 'in'));
  if (typeof plain !== 'object' || !('lengthPrefix' in plain)) return false;
  return 'bytes' in plain.lengthPrefix && plain.lengthPrefix.bytes === lengthPrefixBytes;
}
