/** Guesses the framing of recorded bytes: tries all framings, and scores those that use all bytes. See `guessing.md`. */
import type { Framing, FramingName } from '../../endpointConfig.ts';
import { defaultMaxFrameBytes } from '../framing.ts';
import { framingFor } from '../framings.ts';
import { namedFramings } from '../namedFramings.ts';
import type { Candidate } from './candidate.ts';
import { decodedCandidates } from './decodedCandidates.ts';
import { endedCandidates } from './endedCandidates.ts';
import { isFile } from './fileSigns.ts';
import type { FramingGuess, GuessedMessage } from './framingGuess.ts';
import { jsonHeaderCandidates } from './jsonHeaderCandidates.ts';
import { lengthCandidates } from './lengthCandidates.ts';
import { lineCandidates } from './lineCandidates.ts';
import { type RecordedBytes, Sample } from './sample.ts';

const shownBytes = 64;
const maxGuesses = 8;
/** Decoders check this many candidates at most. */
const maxChecked = 24;
const bytesPerTurn = 16 * 1024;
/** A guess stands out with this score, and this much more than the next one. */
const [outstandingBits, outstandingLead] = [24, 8];
const offeredMessages = 3;

/** Yields often, so that others get a turn: at most a few milliseconds pass in between. Returns the best guess first. */
export function* guessFraming(recorded: RecordedBytes): Generator<void, FramingGuess[]> {
  const sample = new Sample(recorded);
  const lines = lineCandidates(sample);
  const all = [
    ...(yield* decodedCandidates(sample)),
    ...(yield* lengthCandidates(sample)),
    ...(yield* jsonHeaderCandidates(sample)),
    ...(yield* endedCandidates(sample)).filter(one => !lines.some(line => cutsAlike(line, one))),
  ].filter(({ score }) => score > 0);
  yield;
  const distinct = withoutDoubles([...all, ...lines]);
  const guesses: (FramingGuess & Pick<Candidate, 'mayBeOffered'>)[] = [];
  for (const candidate of distinct.slice(0, maxChecked)) {
    const read = yield* messagesOf(candidate.framing, recorded.bytes);
    if (!read || guesses.length === maxGuesses) continue;
    const { framing, score, mayBeOffered } = candidate;
    guesses.push({ framing, score, ...read, mayBeOffered, standsOut: false });
  }
  return guesses.map(({ mayBeOffered, ...guess }, index) => ({
    ...guess,
    standsOut: index === 0 && mayBeOffered && !isFile(recorded.bytes) && isOutstanding(guess, guesses[1]),
  }));
}

function isOutstanding({ score, messages }: FramingGuess, next: FramingGuess | undefined): boolean {
  return messages >= offeredMessages && score >= outstandingBits && score - (next?.score ?? 0) >= outstandingLead;
}

/** Returns the best first. Of framings that cut alike, the one with the shortest description has the best score. */
function withoutDoubles(candidates: readonly Candidate[]): Candidate[] {
  const distinct: Candidate[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    const index = distinct.findIndex(one => cutsAlike(one, candidate));
    const same = distinct[index];
    if (!same) distinct.push(candidate);
    else if (candidate.cost < same.cost)
      distinct[index] = { ...candidate, score: same.score, mayBeOffered: same.mayBeOffered || candidate.mayBeOffered };
  }
  return distinct.map(candidate => ({ ...candidate, framing: named(candidate.framing) }));
}

function cutsAlike({ ends: some }: Pick<Candidate, 'ends'>, { ends: others }: Pick<Candidate, 'ends'>): boolean {
  const compared = Math.min(some.length, others.length);
  // One of them may have been cut out of fewer bytes.
  if (some.length !== others.length && compared < 16) return false;
  return some.every((end, index) => index >= compared || end === others[index]);
}

const numberNames: readonly FramingName[] = [
  'u8',
  'u16be',
  'u16le',
  'u24be',
  'u24le',
  'u32be',
  'u32le',
  'u64be',
  'u64le',
];

/** Returns the name of a number format for a length prefix without anything else. */
function named(framing: Framing): Framing {
  const written = JSON.stringify(framing);
  return numberNames.find(name => JSON.stringify(namedFramings[name].framing) === written) ?? framing;
}

/** Cuts all bytes with the real decoder. Returns undefined if a message has a flaw, apart from the unfinished last one. */
function* messagesOf(
  framing: Framing,
  bytes: Uint8Array,
): Generator<void, Pick<FramingGuess, 'messages' | 'first'> | undefined> {
  const decoder = framingFor(framing).decoder(defaultMaxFrameBytes);
  const first: GuessedMessage[] = [];
  let messages = 0;
  for (let at = 0; at < bytes.length; at += bytesPerTurn) {
    yield;
    for (const frame of decoder.push(bytes.subarray(at, at + bytesPerTurn), 0)) {
      if (frame.flaw !== undefined) return undefined;
      messages++;
      if (first.length < 3) first.push({ bytes: frame.bytes.slice(0, shownBytes), length: frame.bytes.length });
    }
  }
  return messages === 0 ? undefined : { messages, first };
}
