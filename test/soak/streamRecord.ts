/**
 * What both sides of one stream did since a moment at which nothing was on its way, and whether the transcript and the wire agree with it
 * byte by byte. The order of sent messages and automatic answers is the transcript's; all else is known beforehand.
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

/** A frame as the transcript has it. */
export interface RecordedFrame {
  readonly direction: 'in' | 'out';
  /** Sent because somebody asked, not as an answer. */
  readonly isAsked: boolean;
  readonly bytes: Uint8Array;
}

export interface FoundFrames {
  readonly frames: readonly RecordedFrame[];
  /** Rows at the beginning were cleared, or had to go. */
  readonly isTail: boolean;
  /** Both sides ended in order: nothing was lost on the way. */
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
  /** Bytes of a file, behind all messages. */
  file: Uint8Array | undefined;

  constructor(framing: Framing, echoes: boolean) {
    this.framing = framing;
    this.#echoes = echoes;
    this.#encoder = framingFor(framing).encoder();
  }

  /** Notes a message of the bare side. Returns its bytes on the wire. */
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

  /** Bytes that the bare side will have received when nothing is on its way. */
  get dueBytes(): number {
    const sent = this.sends.filter(({ outcome }) => outcome !== 'refused').map(({ bytes }) => bytes);
    const frames = this.#echoes ? [...sent, ...this.said] : sent;
    return wireOf(frames, framingFor(this.framing).encoder()).length;
  }

  /** Whether everything said is among what was recorded. */
  isRecorded(frames: readonly RecordedFrame[]): boolean {
    const received = frames.filter(({ direction }) => direction === 'in');
    if (keepsFrames(this.framing)) return received.length >= this.said.length;
    return received.reduce((sum, { bytes }) => sum + bytes.length, 0) >= this.saidBytes;
  }

  /** @throws AssertionError if what was recorded or received differs from what was sent. */
  compare({ frames, isTail, isWhole }: FoundFrames): void {
    // The middle of something unknown.
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
    // On the wire it is the other way round: what the engine wrote may not have arrived.
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

/** Compares lists: all of it, its tail, or its beginning, of which the last one may be cut. */
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
    // What was cut off by a reset is recorded as it came, framing included.
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
