/** Items that wait in an outbox for their turn. */
import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { turnBudget } from '../turns/turnBudget.ts';

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

/** Whether a caller waits for it. */
export function isAwaited(item: OutboxItem): item is FrameItem | LaneItem {
  return item.is !== 'end';
}

/** Whether this turn has room left for an item. */
export function mayGoOn(item: OutboxItem, isFlood: boolean): boolean {
  return isFlood ? turnBudget.takesMessage(bytesOf(item)) : turnBudget.takesLoneMessage(bytesOf(item));
}
