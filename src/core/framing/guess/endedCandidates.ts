/** Searches framings whose frames end with certain bytes, or are between some, that are seen in the sample. */
import type { Framing } from '../../endpointConfig.ts';
import { bytesOf } from './bytesOf.ts';
import type { Candidate } from './candidate.ts';
import { readBits } from './evidence.ts';
import type { Sample } from './sample.ts';

/** Bytes that protocols end or separate messages with, and that text doesn't contain. */
const separators = [0, 2, 3, 4, 0x17, 0x1c, 0x1d, 0x1e, 0x1f];
const commonEnds = ['||', '|', ';', '$', '#', '~', '\n\n', '\r\n\r\n', '\r\n.\r\n'];
const maxEndBytes = 12;
const maxFrames = 2000;
/** Bits of a separator in bytes that are text otherwise, per frame and in all. */
const [separatorBits, mostSeparatorBits] = [3, 40];
const byteCost = 4;
/** Reads that ended with frames: enough to trust a delimiter. */
const offeredReadBits = 12;

export function* endedCandidates(sample: Sample): Generator<void, Candidate[]> {
  const found: Candidate[] = [];
  for (const end of possibleEnds(sample.bytes)) {
    found.push(...delimited(sample, end));
    yield;
  }
  for (const [start, end] of possiblePairs(sample.bytes)) {
    found.push(...enclosed(sample, start, end));
    yield;
  }
  return found;
}

function* possibleEnds(bytes: Uint8Array): Generator<Uint8Array> {
  for (const byte of separators) if (bytes.includes(byte)) yield Uint8Array.of(byte);
  const text = latin1(bytes.subarray(0, 8192));
  const tokens = new Set([...commonEnds, ...(text.match(/<[\w/-]{2,10}>/g) ?? []).slice(0, 16)]);
  for (const token of tokens)
    if (text.includes(token)) yield Uint8Array.from(token, character => character.charCodeAt(0));
  for (let length = Math.min(maxEndBytes, bytes.length >> 1); length > 0; length--) {
    const end = bytes.subarray(bytes.length - length);
    if (isMark(end) && indexOf(bytes, end, 0) < bytes.length - length) yield end;
  }
}

function delimited(sample: Sample, end: Uint8Array): Candidate[] {
  const { bytes, readEnds } = sample;
  const ends = endsOf(bytes, end);
  const empty = ends.filter((at, index) => at - (ends[index - 1] ?? 0) === end.length).length;
  if (ends.length < 2 || empty > ends.length / 2) return [];
  const ofReads = readBits(readEnds, ends, bytes.length);
  const isSeparator =
    end.length === 1 && separators.includes(end[0] as number) && isTextWithout(bytes, end[0] as number);
  const ofText = isSeparator ? Math.min(mostSeparatorBits, separatorBits * ends.length) : 0;
  const isToken = end.length > 2 && isMark(end);
  const ofToken = isToken ? Math.min(mostSeparatorBits, 2 * end.length * ends.length) : 0;
  const cost = 4 + byteCost * Math.min(3, end.length);
  const framing: Framing = end.length === 1 && end[0] === 0 ? 'nul' : { delimiter: bytesOf(end) };
  const mayBeOffered = (ofReads >= offeredReadBits || ofText > 0) && (isSeparator || isToken) && !isBlankOnly(end);
  return [{ framing, ends, score: ofReads + ofText + ofToken - cost, cost, mayBeOffered }];
}

/** Starts are the first bytes of the sample, and ends are bytes before another start. */
function* possiblePairs(bytes: Uint8Array): Generator<[start: Uint8Array, end: Uint8Array]> {
  const seen = new Set<string>();
  for (const length of [2, 1]) {
    const start = bytes.subarray(0, length);
    if (start.length < length || start.every(byte => isLetter(byte))) continue;
    let at = 0;
    for (let tries = 0; tries < 8; tries++) {
      at = indexOf(bytes, start, at + length);
      if (at < 0) break;
      for (const endLength of [2, 1]) {
        const end = bytes.subarray(Math.max(length, at - endLength), at);
        const key = `${length} ${end}`;
        if (end.length < endLength || seen.has(key)) continue;
        seen.add(key);
        yield [start, end];
      }
    }
  }
}

function enclosed(sample: Sample, start: Uint8Array, end: Uint8Array): Candidate[] {
  const { bytes } = sample;
  const ends: number[] = [];
  let empty = 0;
  for (let at = 0; at < bytes.length && ends.length < maxFrames; ) {
    if (start.some((byte, index) => at + index < bytes.length && bytes[at + index] !== byte)) return [];
    const found = indexOf(bytes, end, at + start.length);
    if (found < 0) break;
    if (found === at + start.length) empty++;
    at = found + end.length;
    ends.push(at);
  }
  if (ends.length < 2 || empty > ends.length / 2) return [];
  const bits = [...start].reduce((sum, byte) => sum - Math.log2(sample.share(byte)), 0);
  const cost = 4 + byteCost * (start.length + end.length);
  const ofReads = readBits(sample.readEnds, ends, bytes.length);
  // Text has tags, brackets and quotes.
  const mayBeOffered = ofReads >= offeredReadBits || [...start, ...end].every(byte => byte < 0x20 || byte > 0x7e);
  const framing: Framing = { start: bytesOf(start), end: bytesOf(end) };
  const score = (ends.length - 1) * bits + ofReads - cost;
  return [{ framing, ends, score, cost, mayBeOffered }];
}

function endsOf(bytes: Uint8Array, end: Uint8Array): number[] {
  const ends: number[] = [];
  for (let at = indexOf(bytes, end, 0); at >= 0 && ends.length < maxFrames; at = indexOf(bytes, end, at + end.length))
    ends.push(at + end.length);
  return ends;
}

export function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++;
    if (same === wanted.length) return at;
  }
  return -1;
}

/** Whether the bytes are text, apart from one that isn't. */
function isTextWithout(bytes: Uint8Array, separator: number): boolean {
  return bytes.every(byte => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13 || byte === separator);
}

function isLetter(byte = 0): boolean {
  return /[\da-z]/i.test(String.fromCharCode(byte));
}

/** Whether the bytes look like a mark rather than the end of a word: `<EOF>`, `||`. */
function isMark(end: Uint8Array): boolean {
  const [first = 0, last = 0] = [end[0], end.at(-1)];
  return first !== 0x20 && last !== 0x20 && !isLetter(first) && !isLetter(last);
}

function isBlankOnly(end: Uint8Array): boolean {
  return end.every(byte => byte === 0x20 || byte === 9 || byte === 10 || byte === 13);
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
