/** Searches headers in JSON, one of whose fields has the length of the message, as tutorials of RealPython send them. */
import type { Framing, LengthField } from '../../endpointConfig.ts';
import { lengthCodec } from '../length/lengthEnvelope.ts';
import type { Candidate } from './candidate.ts';
import { decodedBytes, endsBy } from './decodedEnds.ts';
import { readBits } from './evidence.ts';
import type { Sample } from './sample.ts';

const fields: readonly LengthField[] = [
  { bytes: 2, endian: 'big' },
  { bytes: 2, endian: 'little' },
  { bytes: 4, endian: 'big' },
  { bytes: 4, endian: 'little' },
];
/** A length, and a header with a field that fits it. */
const messageBits = 30;

export function* jsonHeaderCandidates(sample: Sample): Generator<void, Candidate[]> {
  const found: Candidate[] = [];
  for (const field of fields) {
    for (const name of namesIn(sample.bytes, field)) {
      const framing: Framing = { lengthPrefix: { ...field, jsonHeader: { field: name } } };
      const ends = yield* endsBy(framing, sample.bytes.subarray(0, decodedBytes));
      if (!ends || ends.length === 0) continue;
      const score = messageBits * ends.length + readBits(sample.readEnds, ends, sample.bytes.length) - 10;
      found.push({ framing, ends, score, cost: 0, mayBeOffered: true });
    }
  }
  return found;
}

/** Returns the names of the fields in the first header that are numbers. */
function namesIn(bytes: Uint8Array, field: LengthField): string[] {
  const read = lengthCodec(field).read(bytes, 0);
  if (!read || 'expected' in read || typeof read.length === 'bigint' || bytes[read.bytes] !== 0x7b) return [];
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(read.bytes, read.bytes + read.length)));
    return Object.entries(header as object).flatMap(([name, value]) => (Number.isSafeInteger(value) ? [name] : []));
  } catch {
    return []; // Not JSON.
  }
}
