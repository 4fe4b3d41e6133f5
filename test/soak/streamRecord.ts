/**
 * Records what both sides of a stream have done since a moment at which nothing was in transit. Checks that the transcript and
 * the wire agree with it byte by byte. The order of sent messages and automatic replies is taken from the transcript;
 * everything else is known in advance.
 */
import assert from 'node:assert/strict';
import { joinBytes } from '../../src/core/bytes/joinBytes.ts';
import type { Framing } from '../../src/core/endpointConfig.ts';
import { framingFor } from '../../src/core/framing/framings.ts';
import { keepsFrames, wireOf } from './validFrame.ts';

/** A message that the engine was asked to send. `outcome` is absent until it has settled. */
export interface AskedSend {
  readonly bytes: Uint8Array;
  outcome?: 'sent' | 'refused';
}

/** A frame as recorded in the transcript. */
export interface RecordedFrame {
  readonly direction: 'in' | 'out';
  /** True if it was sent on request, not as a reply. */
  readonly isAsked: boolean;
  readonly bytes: Uint8Array;
}

export interface FoundFrames {
  readonly frames: readonly RecordedFrame[];
  /** True if the first rows were cleared or dropped. */
  readonly isTail: boolean;
  /** True if both sides ended normally: nothing was lost in transit. */
  readonly isWhole: boolean;
}

export class StreamRecord {
  readonly framing: Framing;
  readonly #echoes: boolean;
  readonly #encoder;
  readonly sends: AskedSend[] = [];
  /** The bare side's messages. */
  readonly said: Uint8Array[] = [];
  saidBytes = 0;
  readonly #received: Uint8Array[] = [];
  receivedBytes = 0;
  /** Bytes of a file that follows all messages. */
  file: Uint8Array | undefined;

  constructor(framing: Framing, echoes: boolean) {
    this.framing = framing;
    this.#echoes = echoes;
    this.#encoder = framingFor(framing).encoder();
  }

  /** Records a message of the bare side and returns its bytes on the wire. */
  say(frame: Uint8Array): Uint8Array {
    const wire = wireOf([frame], this.#encoder);
    this.said.push(frame);
    this.saidBytes += wire.length;
    return wire;
  }

  got(chunk: Uint8Array): void {
    this.#received.push(chunk);
    this.receivedBytes += chunk.length;
  }

  /** Number of bytes that the bare side will have received when nothing is in transit. */
  get dueBytes(): number {
    const sent = this.sends.filter(({ outcome }) => outcome !== 'refused').map(({ bytes }) => bytes);
    const frames = this.#echoes ? [...sent, ...this.said] : sent;
    return wireOf(frames, framingFor(this.framing).encoder()).length;
  }

  /** Whether everything that the bare side sent has been recorded. If only a tail of it remains, its end shows that. */
  isRecorded({ frames, isTail }: Pick<FoundFrames, 'frames' | 'isTail'>): boolean {
    const received = frames.filter(({ direction }) => direction === 'in');
    const last = received.at(-1)?.bytes ?? new Uint8Array();
    const lastSaid = this.said.at(-1) ?? new Uint8Array();
    if (isTail && last.length === 0) return true;
    if (isTail && last.length <= lastSaid.length) return Buffer.from(lastSaid).subarray(-last.length).equals(last);
    if (isTail) return !keepsFrames(this.framing);
    if (keepsFrames(this.framing)) return received.length >= this.said.length;
    return received.reduce((sum, { bytes }) => sum + bytes.length, 0) >= this.saidBytes;
  }

  /** @throws AssertionError if what was recorded or received differs from what was sent. */
  compare({ frames, isTail, isWhole }: FoundFrames): void {
    // A part from the middle of the stream, whose start and end are both unknown.
    if (isTail && !isWhole) return;
    const found = (direction: 'in' | 'out', isAsked: boolean) =>
      frames.filter(frame => frame.direction === direction && frame.isAsked === isAsked).map(({ bytes }) => bytes);
    const compared = { isTail, isWhole };
    const received = found('in', false);
    this.#assertFrames('received by the engine', received, this.said, compared);
    const asked = this.sends.filter(({ outcome }) => outcome !== 'refused' || !isWhole).map(({ bytes }) => bytes);
    assertList('sent on request', found('out', true), asked, compared);
    this.#assertFrames('answered', found('out', false), this.#echoes ? this.said : [], compared);
    const sent = this.sends.filter(({ outcome }) => outcome === 'sent').length;
    if (!isTail) assert.ok(found('out', true).length >= sent, 'everything that was sent is recorded');
    const out = frames.filter(({ direction }) => direction === 'out').map(({ bytes }) => bytes);
    const wire = joinBytes([wireOf(out, framingFor(this.framing).encoder()), this.file ?? new Uint8Array()]);
    // On the wire, it is the reverse: what the engine wrote may not have arrived.
    const arrived = joinBytes(this.#received);
    if (isTail) assertBytes('on the wire', wire, arrived.subarray(Math.max(0, arrived.length - wire.length)));
    else assertBytes('on the wire', arrived, isWhole ? wire : wire.subarray(0, arrived.length));
  }

  #assertFrames(
    what: string,
    found: readonly Uint8Array[],
    expected: readonly Uint8Array[],
    how: Pick<FoundFrames, 'isTail' | 'isWhole'>,
  ): void {
    if (keepsFrames(this.framing)) assertList(what, found, expected, how);
    else assertList(what, [joinBytes(found)], [joinBytes(expected)], { ...how, arePieces: true });
  }
}

/** Compares the whole list, its tail, or its beginning, whose last item may be incomplete. */
function assertList(
  what: string,
  found: readonly Uint8Array[],
  expected: readonly Uint8Array[],
  { isTail, isWhole, arePieces = false }: Pick<FoundFrames, 'isTail' | 'isWhole'> & { arePieces?: boolean },
): void {
  if (isWhole && !isTail) assert.equal(found.length, expected.length, `messages ${what}`);
  else assert.ok(found.length <= expected.length + (isWhole ? 0 : 1), `messages ${what}: ${found.length}`);
  const offset = isTail ? expected.length - found.length : 0;
  for (const [at, bytes] of found.entries()) {
    const wanted = expected[at + offset] ?? new Uint8Array();
    // A message that a reset cut off is recorded as received, including the framing.
    if (!isWhole && at === found.length - 1 && (!arePieces || bytes.length > wanted.length)) continue;
    const isCut = arePieces && (isTail || !isWhole);
    if (!isCut) assertBytes(`message ${at} of ${found.length} ${what}`, bytes, wanted);
    else
      assertBytes(
        what,
        bytes,
        isTail ? wanted.subarray(wanted.length - bytes.length) : wanted.subarray(0, bytes.length),
      );
  }
}

function assertBytes(what: string, found: Uint8Array, expected: Uint8Array): void {
  if (Buffer.compare(found, expected) === 0) return;
  const at = found.findIndex((byte, place) => byte !== expected[place]);
  const place = at < 0 ? found.length : at;
  const shown = (bytes: Uint8Array) => Buffer.from(bytes.subarray(place, place + 16)).toString('hex');
  assert.fail(
    `${what}: byte ${place} of ${found.length} is ${shown(found)}, not ${shown(expected)} of ${expected.length}`,
  );
}
