/** Encodes frames as datagrams: each is sent as it is. */
import { encodedFrame } from '../../core/framing/encodedFrame.ts';
import type { FrameEncoder } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import { maxDatagramBytes } from '../../core/transfer/datagramPace.ts';

export const datagramEncoder: FrameEncoder = {
  /** @throws SocketError DATAGRAM_TOO_LARGE. */
  encode: frame => {
    if (frame.length > maxDatagramBytes)
      throw new SocketError('DATAGRAM_TOO_LARGE', { bytes: frame.length, maxBytes: maxDatagramBytes });
    return encodedFrame([frame]);
  },
};
