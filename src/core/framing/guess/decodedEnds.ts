/** Where frames end, by their decoder: it shows that if it reads byte by byte, which is slow. */
import type { Framing } from '../../endpointConfig.ts';
import { defaultMaxFrameBytes } from '../framing.ts';
import { framingFor } from '../framings.ts';

export const decodedBytes = 16 * 1024;
const bytesPerTurn = 1024;

/** Returns where the decoder finds the ends of frames; undefined if it finds a flaw. */
export function* endsBy(framing: Framing, bytes: Uint8Array): Generator<void, number[] | undefined> {
  const decoder = framingFor(framing).decoder(defaultMaxFrameBytes);
  const ends: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (at % bytesPerTurn === 0) yield;
    for (const { flaw } of decoder.push(bytes.subarray(at, at + 1), 0)) {
      if (flaw !== undefined) return undefined;
      ends.push(at + 1);
    }
  }
  return ends;
}
