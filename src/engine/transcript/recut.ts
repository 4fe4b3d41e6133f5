/** Copies what was recorded of a peer to an empty transcript, cutting what it received with another framing. */
import type { Framing } from '../../core/endpointConfig.ts';
import { defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { SocketError } from '../../core/socketError.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { originOf } from './recordCodes.ts';
import { type RecordedEntry, recordedEntries, Turns } from './recordedBytes.ts';
import { storedEvent } from './storedEvent.ts';
import type { Transcript } from './transcript.ts';

export interface Recut {
  readonly from: Transcript;
  readonly peer: PeerIdentity;
  readonly framing: Framing;
  readonly maxFrameBytes?: number | undefined;
  readonly into: Transcript;
}

/** Reads are decoded in pieces of this size. */
const pieceBytes = 16 * 1024;

/**
 * Entries have the time of the read that completed them. Only those that exist now are copied, so this ends even while
 * more is received. Rejects with CANCELLED if the signal is aborted.
 */
export async function recut({ from, peer, framing, maxFrameBytes, into }: Recut, signal: AbortSignal): Promise<void> {
  const decoder = framingFor(framing).decoder(maxFrameBytes ?? defaultMaxFrameBytes);
  const turns = new Turns(signal);
  const add = (frames: readonly Frame[], time: number) => {
    for (const { bytes } of frames) into.frame({ direction: 'in', peer, bytes, continues: false, time });
  };
  let last = 0;
  for await (const entry of recordedEntries(from, peer.number, signal)) {
    if (into.isOver) throw new SocketError('CANCELLED');
    if (into.saturated) await into.drained();
    last = entry.time;
    if (entry.direction !== 'in') {
      copy(entry, peer, into);
      continue;
    }
    // The window that it was read from moves on, but a frame may begin here.
    const bytes = entry.bytes.slice();
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      await turns.passNow();
      add(decoder.push(bytes.subarray(at, at + pieceBytes), last), last);
    }
  }
  add(decoder.end(last), last);
}

function copy({ direction, bytes, time, origin }: RecordedEntry, peer: PeerIdentity, into: Transcript): void {
  if (direction === 'out') {
    into.frame({ direction, peer, bytes: bytes.slice(), origin: originOf(origin), continues: false, time });
    return;
  }
  const event = storedEvent(bytes);
  if (event) into.event(event, peer, time);
}
