/** How pictures stand on the wire, in the words of the contract and in those of the decoders. */
import type { Decoder } from '../../core/framing/framing.ts';
import type { VideoWire } from '../../core/video/video.ts';
import { type VideoFormat, videoDecoder } from '../../core/video/videoFormat.ts';

export function wireOf(format: VideoFormat): VideoWire {
  return format === 'motionJpeg' ? { format: 'multipart' } : { format: 'length-prefixed', endian: format.lengthPrefix };
}

/** Cuts a stream that begins at a picture into frames. */
export function decoderFor(wire: VideoWire, maxFrameBytes: number): Decoder {
  return videoDecoder(wire.format === 'multipart' ? 'motionJpeg' : { lengthPrefix: wire.endian }, maxFrameBytes);
}
