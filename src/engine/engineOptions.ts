/** What an engine is given, and what it tells. */
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';
import type { TranscriptStorage } from '../core/transcriptEntry.ts';
import type { ReceiveSettings, TransferSnapshot } from '../core/transfer/transfer.ts';
import type { RecognisedVideo, VideoSnapshot } from '../core/video/video.ts';
import type { PortHolder } from './sessions/portHolder.ts';
import type { LogBounds } from './transcript/logBounds.ts';

/** What an engine tells. */
export interface EngineEvents {
  /** At most 20 times a second, and always once after the last change. */
  changed(endpoints: EndpointSnapshot[]): void;
  /** These views found more by themselves; at most 20 times a second. */
  viewsChanged(views: number[]): void;
  /** At most 10 times a second, and always once after the last change. */
  transfersChanged(transfers: TransferSnapshot[]): void;
  /** At most 10 times a second, and always once after the last change. */
  videosChanged(videos: VideoSnapshot[]): void;
  /** What memory and disk do to all transcripts together has changed. */
  storageChanged(storage: TranscriptStorage): void;
  /** Once a connection, when its first bytes are video. */
  videoRecognised(recognised: RecognisedVideo): void;
  /** A long call has done so much. */
  progress(call: string, done: number, total: number): void;
}

export interface EngineOptions {
  /** Directory for the transcripts of this session; made when the first byte is written. */
  readonly directory: string;
  readonly bounds?: LogBounds;
  /** Views are counted from here; from 0 when absent. */
  readonly firstView?: number;
  readonly receiving?: ReceiveSettings;
  readonly events: EngineEvents;
  /** Somebody deleted files of the session, which may include those that the engine doesn't write. */
  readonly onFilesDeleted?: () => void;
  /** Which endpoint of another window listens there; nobody's when absent. */
  readonly portHolder?: (wanted: EndpointConfig) => Promise<PortHolder | undefined>;
}
