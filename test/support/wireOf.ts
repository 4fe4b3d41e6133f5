/** Joins the wire bytes of a frame. */
import type { EncodedFrame } from '../../src/core/framing/encodedFrame.ts';

export function wireOf({ parts }: EncodedFrame): Buffer {
  return Buffer.concat([...parts]);
}
