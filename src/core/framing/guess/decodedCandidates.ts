/** Tries the framings that have a decoder of their own, and those of known protocols, whose messages can be recognized. */
import type { Candidate } from './candidate.ts';
import { decodedBytes, endsBy } from './decodedEnds.ts';
import { columnBits, readBits } from './evidence.ts';
import { protocols } from './protocolSigns.ts';
import type { Sample } from './sample.ts';

export function* decodedCandidates(sample: Sample): Generator<void, Candidate[]> {
  const found: Candidate[] = [];
  const bytes = sample.bytes.subarray(0, decodedBytes);
  for (const { framing, bits, isSign, least = 1, cost = 4, isUncertain } of protocols(bytes)) {
    const ends = yield* endsBy(framing, bytes);
    if (ends === undefined || ends.length < least) continue;
    const messages = ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
    if (!isSign(messages)) continue;
    // More frames follow in the sample than were decoded.
    const scale = sample.bytes.length / bytes.length;
    const ofFrames = (bits * ends.length + columnBits(sample, ends)) * scale;
    const score = ofFrames + readBits(sample.readEnds, ends, sample.bytes.length) - cost;
    found.push({ framing, ends, score, cost: 0, mayBeOffered: isUncertain !== true && areDifferent(messages) });
  }
  return found;
}

/** Whether messages differ: bytes that repeat can look like anything. */
function areDifferent(messages: readonly Uint8Array[]): boolean {
  return new Set(messages.slice(0, 8).map(message => message.subarray(0, 256).join())).size > 1;
}
