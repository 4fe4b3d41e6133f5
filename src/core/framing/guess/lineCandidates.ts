/** Lines, which any text has: they explain nothing, but are what is left if nothing else fits. */
import type { Candidate } from './candidate.ts';
import type { Sample } from './sample.ts';

const [lf, cr] = [10, 13];

export function lineCandidates({ bytes }: Sample): Candidate[] {
  const ends: number[] = [];
  let crlf = 0;
  bytes.forEach((byte, at) => {
    if (byte !== lf) return;
    ends.push(at + 1);
    if (bytes[at - 1] === cr) crlf++;
  });
  const isText = bytes.every(byte => byte >= 0x20 || byte === 9 || byte === lf || byte === cr || byte === 0x1b);
  if (ends.length === 0 || !isText) return [];
  return [{ framing: crlf === ends.length ? 'crlf' : 'line', ends, score: 0, cost: 0, mayBeOffered: false }];
}
