/** What an engine is given, and what it announces. */
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';
import type { TranscriptStorage } from '../core/transcriptEntry.ts';
import type { ReceiveSettings, TransferSnapshot } from '../core/transfer/transfer.ts';
import type { RecognisedVideo, VideoSnapshot } from '../core/video/video.ts';
import type { PortHolder } from './sessions/portHolder.ts';
import type { LogBounds } from './transcript/logBounds.ts';

/** Announcements of an engine. */
export interface EngineEvents {
  /** At most 20 times a second, and always once after the last change. */
  changed(endpoints: EndpointSnapshot[]): void;
  /** These views found more by themselves; called at most 20 times a second. */
  viewsChanged(views: number[]): void;
  /** At most 10 times a second, and always once after the last change. */
  transfersChanged(transfers: TransferSnapshot[]): void;
  /** At most 10 times a second, and always once after the last change. */
  videosChanged(videos: VideoSnapshot[]): void;
  /** The state of memory and disk that all transcripts share has changed. */
  storageChanged(storage: TranscriptStorage): void;
  /** Called once per connection, if its first bytes are video. */
  videoRecognised(recognised: RecognisedVideo): void;
  /** A long call has made this much progress. */
  progress(call: string, done: number, total: number): void;
}

export interface EngineOptions {
  /** Directory for the transcripts of this session; created when the first byte is written. */
  readonly directory: string;
  readonly bounds?: LogBounds;
  /** First number for views; 0 if absent. */
  readonly firstView?: number;
  readonly receiving?: ReceiveSettings;
  readonly events: EngineEvents;
  /** Files of the session were deleted, possibly including some that the engine doesn't write. */
  readonly onFilesDeleted?: () => void;
  /** Finds the endpoint of another window that listens there; if absent, none. */
  readonly portHolder?: (wanted: EndpointConfig) => Promise<PortHolder | undefined>;
}
