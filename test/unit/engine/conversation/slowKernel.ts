/** A kernel that accepts an outbox's data when a test says so. */
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import type { Origin } from '../../../../src/core/transcriptEntry.ts';
import type { OutgoingFrame } from '../../../../src/engine/conversation/outboxItem.ts';
import type { OutboxSink } from '../../../../src/engine/conversation/outboxSink.ts';
import type { RecordRoom } from '../../../../src/engine/conversation/recordRoom.ts';
import { neverFails } from '../../../support/neverFails.ts';

export function frameOf(text: string, origin: Origin = 'send'): OutgoingFrame {
  const frame = Buffer.from(text);
  return { frame, content: frame, wire: encodedFrame([frame]), origin };
}

type Taken = (error?: Error | null) => void;

export class SlowKernel implements OutboxSink {
  /** The recording of frames. Without it, there is always room. */
  room?: RecordRoom;
  /** Accepts everything at once. */
  isFast = false;
  /** The data that it was given, as text, and `end`. */
  readonly written: string[] = [];
  /** Called when it accepts them. */
  readonly pending: Taken[] = [];

  readonly failed = neverFails.failed;

  write({ frame }: OutgoingFrame, taken: Taken): void {
    this.writeLane([frame], taken);
  }

  writeLane(parts: readonly Uint8Array[], taken: Taken): void {
    this.written.push(Buffer.concat(parts).toString());
    if (this.isFast) taken();
    else this.pending.push(taken);
  }

  finish(): void {
    this.written.push('end');
  }

  eased(): void {
    // No test waits for it.
  }

  takeAll(): void {
    for (const taken of this.pending.splice(0)) taken();
  }
}
