/** Items that wait in an outbox for their turn. */
import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import type { Origin } from '../../core/transcriptEntry.ts';
import { type Owner, owned } from '../owned.ts';
import { turnBudget } from '../turns/turnBudget.ts';

export interface OutgoingFrame {
  /** The frame without the bytes that the framing adds, but with its delimiter if it was passed with one. */
  readonly frame: Uint8Array;
  /** The part of it that the other side's framing will deliver. */
  readonly content: Uint8Array;
  readonly wire: EncodedFrame;
  readonly origin: Origin;
}

/** A request whose bytes wait to be handed to the kernel, or to be taken by it. Exactly one of these is called. */
export interface PendingWrite {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A message. */
export interface FrameItem extends PendingWrite {
  readonly is: 'frame';
  readonly outgoing: OutgoingFrame;
  /** Earliest time to send it, on the clock of `performance.now()`; 0 for immediately. */
  readonly dueMs: number;
}

/** A request for the lane. */
export interface LaneItem extends PendingWrite {
  readonly is: 'lane';
}

/** Our end of stream, always the last item. */
interface EndItem {
  readonly is: 'end';
  /** Called in place of the end of stream, once the kernel has everything. */
  readonly act?: (() => void) | undefined;
}

export type OutboxItem = FrameItem | LaneItem | EndItem;

/** Bytes of an item on the wire that count as waiting. */
export function waitingBytesOf(item: OutboxItem): number {
  return item.is === 'frame' ? item.outgoing.wire.length : 0;
}

/** Whether a caller waits for it. */
export function isAwaited(item: OutboxItem): item is FrameItem | LaneItem {
  return item.is !== 'end';
}

/** Whether this turn has room left for an item. */
export function mayGoOn(item: OutboxItem, isFlood: boolean): boolean {
  return isFlood
    ? turnBudget.tryTakeMessage(waitingBytesOf(item))
    : turnBudget.tryTakeLoneMessage(waitingBytesOf(item));
}

/** Maximum number rejected in one turn. */
const rejectedPerTurn = 2048;

/** Rejects everything that waits, over several turns: its callers would otherwise hold up all other conversations. */
export function rejectInTurns(owner: Owner, items: readonly PendingWrite[], error: Error): void {
  for (const item of items.slice(0, rejectedPerTurn)) item.reject(error);
  if (items.length <= rejectedPerTurn) return;
  const goOn = () => rejectInTurns(owner, items.slice(rejectedPerTurn), error);
  turnBudget.inLaterTurn(owned(owner, 'outbox.reject', goOn));
}
