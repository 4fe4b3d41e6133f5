/** Items that wait in an outbox for their turn. */
import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import type { Origin } from '../../core/transcriptEntry.ts';

export interface OutgoingFrame {
  /** The frame without what the framing adds; including the end of a frame if it came with one. */
  readonly frame: Uint8Array;
  /** The part of it that the other side's framing will deliver. */
  readonly content: Uint8Array;
  readonly wire: EncodedFrame;
  readonly origin: Origin;
}

/** Waits for its bytes to be handed to the kernel, or for the kernel to have them. */
export interface PendingWrite {
  resolve(): void;
  reject(error: Error): void;
}

/** A message. */
export interface FrameItem extends PendingWrite {
  readonly is: 'frame';
  readonly outgoing: OutgoingFrame;
  /** Not before this time of the clock `performance.now()`; 0 if at once. */
  readonly dueMs: number;
}

/** Takes the lane when it is its turn. */
export interface LaneItem extends PendingWrite {
  readonly is: 'lane';
}

/** Our end of stream, the last of all. */
interface EndItem {
  readonly is: 'end';
}

export type OutboxItem = FrameItem | LaneItem | EndItem;

/** Bytes of an item on the wire that count as waiting. */
export function bytesOf(item: OutboxItem): number {
  return item.is === 'frame' ? item.outgoing.wire.length : 0;
}
