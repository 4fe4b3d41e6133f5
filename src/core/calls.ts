/** The engine's interface: its calls and the events that it reports. `createEngine` implements it; the worker serves it. */
import type { ConversationCalls } from './calls/conversationCalls.ts';
import type { EndpointCalls } from './calls/endpointCalls.ts';
import type { FileTransferCalls } from './calls/fileTransferCalls.ts';
import type { FramingCalls } from './calls/framingCalls.ts';
import type { TranscriptCalls } from './calls/transcriptCalls.ts';
import type { VideoStreamCalls } from './calls/videoStreamCalls.ts';
import type { EngineRecord } from './diagnostics/engineLogEvents.ts';
import type { EndpointChange } from './endpointChange.ts';
import type { TranscriptBounds, TranscriptStorage } from './transcriptEntry.ts';
import type { ReceiveSettings, TransferSnapshot } from './transfer/transferSnapshot.ts';
import type { RecognizedVideo, VideoSnapshot } from './video/video.ts';

/** Calls from the host to the engine. Those that change an endpoint return its state afterwards. */
export interface EngineCalls
  extends EndpointCalls,
    ConversationCalls,
    FileTransferCalls,
    VideoStreamCalls,
    TranscriptCalls,
    FramingCalls {
  /** Closes every socket, and leaves kept endpoints to the next window. */
  dispose(): Promise<void>;
}

/** Events that the engine reports to the host. */
export interface EngineEvents {
  /** These fields of these endpoints changed; at most 20 times a second, and always once after the last change. */
  changed(endpoints: EndpointChange[]): void;
  /** These views found more entries by themselves; at most 20 times a second. */
  viewsChanged(views: number[]): void;
  /** These transfers changed; at most 10 times a second, and always once after the last change. */
  transfersChanged(transfers: TransferSnapshot[]): void;
  /** These videos changed; at most 10 times a second, and always once after the last change. */
  videosChanged(videos: VideoSnapshot[]): void;
  /** The state of memory and disk that all transcripts share has changed. */
  storageChanged(storage: TranscriptStorage): void;
  /** This percentage of an endpoint's stored transcript has been read; at most 4 times a second. */
  transcriptRead(endpoint: string, percent: number): void;
  /** The first bytes of a connection are video; sent once. Not checked if files are received. */
  videoRecognized(recognized: RecognizedVideo): void;
  /** A long call has processed this many entries. */
  progress(call: string, done: number, total: number): void;
  /** A record for the log; at most a few per minute of each kind. */
  logged(record: EngineRecord): void;
}

/** Events that only a worker reports. */
export interface WorkerEvents extends EngineEvents {
  /**
   * A message to the worker couldn't be read. Which call it belonged to is unknown, and that call won't be answered.
   */
  messageLost(detail: string): void;
}

/** Arguments with which a worker is started. */
export interface EngineStart {
  /** Folder for this session's transcripts. */
  readonly directory: string;
  /** Folder that contains the folders of all sessions. */
  readonly storage: string;
  /** The session's window: `workspace` is equal for all windows of one workspace, `title` is for display. */
  readonly window: { readonly workspace: string; readonly title: string };
  readonly bounds: TranscriptBounds;
  readonly receiving: ReceiveSettings;
  /** First number for views and streams of messages: numbers of another worker aren't reused. */
  readonly firstNumber: number;
}
