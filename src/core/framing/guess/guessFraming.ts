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
/** Decoders check this many groups of candidates at most, and this many candidates of each. */
const [maxChecked, maxAlike] = [24, 3];
const bytesPerTurn = 8 * 1024;
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
  const guesses: (FramingGuess & Pick<Candidate, 'mayBeOffered'>)[] = [];
  for (const { score, mayBeOffered, candidates } of grouped([...all, ...lines]).slice(0, maxChecked)) {
    if (guesses.length === maxGuesses) break;
    for (const candidate of candidates.slice(0, maxAlike)) {
      const framing = named(candidate.framing);
      const read = yield* messagesOf(framing, recorded.bytes);
      if (!read) continue;
      guesses.push({ framing, score, ...read, mayBeOffered, standsOut: false });
      break;
    }
  }
  return guesses.map(({ mayBeOffered, ...guess }, index) => ({
    ...guess,
    standsOut:
      index === 0 &&
      mayBeOffered &&
      !isFile(recorded.bytes) &&
      !isMisleading(guess.framing, sample) &&
      isOutstanding(guess, guesses[1]),
  }));
}

/** Whether the bytes are text, in which letters look like binary lengths; or every other one is zero, as in UTF-16. */
function isMisleading(framing: Framing, sample: Sample): boolean {
  const { bytes } = sample;
  if (sample.share(0) > 0.3) return true;
  const isText = bytes.every(byte => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);
  return (
    isText &&
    !/digit|delimiter|start|header|json|netstring|syslog|resp|pkt|lsp|dap|sip|http/i.test(JSON.stringify(framing))
  );
}

function isOutstanding({ score, messages }: FramingGuess, next: FramingGuess | undefined): boolean {
  return messages >= offeredMessages && score >= outstandingBits && score - (next?.score ?? 0) >= outstandingLead;
}

/** Framings that cut the sample alike. */
interface Group {
  readonly ends: readonly number[];
  /** The best score of them. */
  readonly score: number;
  mayBeOffered: boolean;
  readonly candidates: Candidate[];
}

/** Returns the best first, and in each group the shortest description. */
function grouped(candidates: readonly Candidate[]): Group[] {
  const groups: Group[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    const group = groups.find(one => cutsAlike(one, candidate));
    if (group) {
      group.candidates.push(candidate);
      group.mayBeOffered ||= candidate.mayBeOffered;
    } else {
      const { ends, score, mayBeOffered } = candidate;
      groups.push({ ends, score, mayBeOffered, candidates: [candidate] });
    }
  }
  for (const group of groups) group.candidates.sort((a, b) => a.cost - b.cost);
  return groups;
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
