/** Reads the bytes that a peer sent out of a transcript, as they were on the wire. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { joinBytes } from '../../core/bytes/joinBytes.ts';
import type { Framing } from '../../core/endpointConfig.ts';
import type { RecordedBytes } from '../../core/framing/guess/sample.ts';
import { plainFraming } from '../../core/framing/namedFramings.ts';
import { TextError } from '../../core/phrase.ts';
import { framingLabel } from '../../core/sentences/framingLabel.ts';
import { SocketError } from '../../core/socketError.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { LogWindow } from './logWindow.ts';
import { storedEvent } from './storedEvent.ts';
import type { Transcript } from './transcript.ts';

const maxBytes = 1024 * 1024;
const sliceMs = 5;
const clockEvery = 64;

/** An entry of a peer, with its bytes. */
export interface RecordedEntry {
  readonly seq: number;
  readonly direction: 'in' | 'out' | 'event';
  readonly time: number;
  readonly origin: number;
  readonly bytes: Uint8Array;
}

/** Returns the peer that sent something last, or the one with an id; undefined if there is none. */
export function recordedPeer({ index }: Transcript, id: string | undefined): PeerIdentity | undefined {
  for (let seq = index.count - 1; seq >= index.first; seq--) {
    if (index.isHidden(seq)) continue;
    const peer = index.peerOf(index.peerNumber(seq));
    if (peer && (id === undefined ? index.kind(seq) === 'in' : peer.id === id)) return peer;
  }
  return undefined;
}

/**
 * Returns the first MiB that a peer sent since the framing was last changed. Rejects with a TextError if the framing
 * removes the envelopes of messages, and with CANCELLED if the signal is aborted.
 */
export async function recordedBytes(
  transcript: Transcript,
  { number }: PeerIdentity,
  framing: Framing,
  signal: AbortSignal,
): Promise<RecordedBytes> {
  if (!keepsBytes(framing))
    throw new TextError(
      'What was received was already cut: {0}. Change the framing to “no framing”, and guess again when more has been received.',
      framingLabel(framing),
    );
  const [parts, readEnds]: [Uint8Array[], number[]] = [[], []];
  let length = 0;
  for await (const { direction, bytes } of recordedEntries(transcript, number, signal)) {
    if (direction !== 'in') continue;
    const part = bytes.slice(0, maxBytes - length);
    length += part.length;
    parts.push(part);
    if (part.length === bytes.length) readEnds.push(length);
    if (length === maxBytes) break;
  }
  return { bytes: joinBytes(parts), readEnds };
}

/** Whether messages are recorded with everything that was on the wire. */
function keepsBytes(framing: Framing): boolean {
  const plain = plainFraming(framing);
  if (typeof plain === 'string') return plain === 'none';
  return plain !== undefined && ('fixed' in plain || 'idleMs' in plain);
}

/** Reads the entries of a peer that exist now, since the last change of the framing; gives others turns in between. */
export async function* recordedEntries(
  transcript: Transcript,
  peer: number,
  signal: AbortSignal,
): AsyncGenerator<RecordedEntry> {
  const { index, rows } = transcript;
  const { count, generation } = index;
  const window = new LogWindow(rows);
  const turns = new Turns(signal);
  let from = index.first;
  for (let seq = index.nextShown(index.first); seq < count; seq = index.nextShown(seq + 1)) {
    await turns.pass();
    if (index.peerNumber(seq) !== 0 || index.isLost(seq)) continue;
    const entry = index.entry(seq);
    const event =
      entry.direction === 'event' ? storedEvent(window.bytes(entry) ?? (await window.load(entry))) : undefined;
    if (event?.code === 'framingChanged') from = seq;
  }
  for (let seq = index.nextShown(from); seq < count; seq = index.nextShown(seq + 1)) {
    await turns.pass();
    if (transcript.isOver || generation !== index.generation) throw new SocketError('CANCELLED');
    if (seq < index.first || index.peerNumber(seq) !== peer || index.isLost(seq)) continue;
    const entry = index.entry(seq);
    const all = window.bytes(entry) ?? (await window.load(entry));
    const { direction, time, origin } = entry;
    yield { seq, direction, time, origin, bytes: all.subarray(entry.carryIn) };
  }
}

/** Ends a turn of the event loop after a few milliseconds. */
export class Turns {
  readonly #signal: AbortSignal;
  #steps = 0;
  #endMs = performance.now() + sliceMs;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Reads the clock every few steps. */
  async pass(): Promise<void> {
    if (this.#steps++ % clockEvery === 0) await this.passNow();
  }

  /** Reads the clock. Rejects with CANCELLED if the signal is aborted. */
  async passNow(): Promise<void> {
    if (performance.now() > this.#endMs) {
      await nextTurn();
      this.#endMs = performance.now() + sliceMs;
    }
    if (this.#signal.aborted) throw new SocketError('CANCELLED');
  }
}
