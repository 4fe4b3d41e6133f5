/** Space in the transcript for what is sent to a peer: if there is none, sending pauses, and so does reading. */
import type { SocketError } from '../../core/socketError.ts';

/** The part of a transcript that knows how much more can be recorded. */
export interface RecordRoom {
  /** The disk can't keep up: nothing should be sent until `roomChanged`. */
  readonly saturated: boolean;
  /** DISK_FULL if the disk can't be written; undefined if there is room, or if the disk is only slow. */
  readonly refusal: SocketError | undefined;
  /** Resolves when there is room again, or when writing to the disk begins to fail. */
  roomChanged(): Promise<void>;
  /** Something is waiting although the disk can't be written. Called more often than is worth recording. */
  sendingPaused(refusal: SocketError): void;
}
