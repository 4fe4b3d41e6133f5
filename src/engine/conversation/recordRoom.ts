/** Room in the transcript for messages sent to a peer: without it, sending pauses, and so does reading. */
import type { SocketError } from '../../core/socketError.ts';

/** The part of a transcript that knows how much more can be recorded. */
export interface RecordRoom {
  /** True if the disk can't keep up: nothing should be sent until `roomChanged`. */
  readonly saturated: boolean;
  /** DISK_FULL if the disk can't be written; undefined if there is room, or if the disk is only slow. */
  readonly refusal: SocketError | undefined;
  /** Resolves when there is room again, or when writing to the disk begins to fail. */
  roomChanged(): Promise<void>;
  /** Called while something waits and the disk can't be written; more often than is worth recording. */
  sendingPaused(refusal: SocketError): void;
}
