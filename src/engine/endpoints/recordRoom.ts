/** Space in the transcript for what a peer is sent: while there is none, sending pauses as reading does. */
import type { SocketError } from '../../core/socketError.ts';

/** The part of a transcript that knows how much more can be recorded. */
export interface RecordRoom {
  /** The disk doesn't keep up: send nothing until `roomChanged`. */
  readonly saturated: boolean;
  /** DISK_FULL if the disk takes nothing; undefined if there is room, or the disk is only slow. */
  readonly refusal: SocketError | undefined;
  /** Resolves when there is room again, or when the disk starts to refuse. */
  roomChanged(): Promise<void>;
  /** Something waits although the disk takes nothing. Called more often than is worth recording. */
  sendingPaused(refusal: SocketError): void;
}
