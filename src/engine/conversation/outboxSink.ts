/** Destination of everything that an outbox sends. */
import type { Owner } from '../owned.ts';
import type { OutgoingFrame } from './outboxItem.ts';
import type { RecordRoom } from './recordRoom.ts';

/** Hands bytes to the kernel. As an owner, it ends the conversation. */
export interface OutboxSink extends Owner {
  /** Writes data of the lane's holder; `taken` as below. Such bytes are counted, not recorded. */
  writeLane(parts: readonly Uint8Array[], taken: (error?: Error | null) => void): void;
  /** Writes a frame; `taken` is called once, when the kernel has the last byte or with the reason why it hasn't. */
  write(outgoing: OutgoingFrame, taken: (error?: Error | null) => void): void;
  /** Sends our end of stream. Nothing more will be sent. */
  finish(): void;
  /** Called when fewer automatic replies are pending than before, or nothing is waiting any more. */
  eased(): void;
  /** The recording of frames. Without it, there is always room. */
  readonly room?: RecordRoom | undefined;
}
