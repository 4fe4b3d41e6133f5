/** The engine's interface: what can be asked of it, and what it announces. `Engine` implements it; the worker serves it. */
import type { EngineRecord } from './diagnostics/engineHappenings.ts';
import type { EndpointChange } from './endpointChange.ts';
import type { EndpointConfig, Framing } from './endpointConfig.ts';
import type { Adoption, EndpointSnapshot, PeerNames, PeerSnapshot, SendTarget, Traffic } from './endpointSnapshot.ts';
import type { ExportFormat } from './exportFormat.ts';
import type { MessageBatch } from './messageBatch.ts';
import type { Translations } from './phrase.ts';
import type {
  EntryData,
  Located,
  Place,
  Row,
  TranscriptBounds,
  TranscriptStorage,
  ViewFilter,
  ViewState,
} from './transcriptEntry.ts';
import type { ReceiveSettings, SendFilesOptions, TransferAnswer, TransferSnapshot } from './transfer/transfer.ts';
import type {
  PictureFile,
  PushedPicture,
  RecognisedVideo,
  VideoOptions,
  VideoPicture,
  VideoSnapshot,
  VideoWire,
} from './video/video.ts';

/** Requests of the host to the engine. Calls that change an endpoint return its state afterwards. */
export interface EngineCalls {
  /**
   * Opens an endpoint under a new id. Rejects with a SocketError if it can't bind or connect; the endpoint then stays, `failed`. A client
   * that keeps trying resolves in the state `reconnecting`. An endpoint that is kept (since when, in ms since the epoch) is restored in the
   * next window of the workspace.
   */
  open(id: string, config: EndpointConfig, keptSinceMs: number | undefined): Promise<EndpointSnapshot>;
  /** Reopens a closed or failed endpoint, with a new config if given. */
  reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot>;
  /** Opens it unless it is open, opening or reconnecting; waits for an opening in progress. */
  ensureOpen(id: string): Promise<EndpointSnapshot>;
  /** Returns all endpoints as they are now: the last announcement may be 50 ms old. */
  snapshots(): Promise<EndpointSnapshot[]>;
  /** Takes over the sessions of this workspace that no window holds. The endpoints can then be adopted, which lists them. */
  takePrevious(): Promise<PreviousEndpoints>;
  /** Takes over an endpoint of an earlier engine or window, along with its transcript on disk. */
  adopt(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot>;
  close(id: string): Promise<EndpointSnapshot>;
  remove(id: string): Promise<void>;
  /**
   * Closes an endpoint and takes it off the list. It is kept until `bringBack` or `forgetAside`; later windows find it among the removed
   * ones. `removedMs`, since the epoch and now if absent, is equal for endpoints that are removed together.
   */
  setAside(id: string, removedMs?: number): Promise<void>;
  /** Lists one that was set aside again, closed. One set aside by an earlier engine or window is restored like in `adopt`. */
  bringBack(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot>;
  /** Deletes one that was set aside. Does nothing to one that was brought back. */
  forgetAside(id: string): Promise<void>;
  rename(id: string, name: string): Promise<EndpointSnapshot>;
  /** Stores state that the endpoint's panel wants to restore: the same text in the next window. */
  keepPanel(id: string, state: string): Promise<void>;
  /** Splits a stream with another framing, from the next byte on. */
  changeFraming(id: string, framing: Framing): Promise<EndpointSnapshot>;
  /**
   * Applies another config without closing anything, and records in the transcript what has changed: rules, encoding, framing, limits and
   * names take effect with the next byte, and what belongs to a connection with the next one. If the endpoint isn't open, the config is
   * kept for later. Rejects with a RangeError, without changing anything, if core's `changeEffect` says `restart` and it is open,
   * reconnecting or opening.
   */
  applyConfig(id: string, config: EndpointConfig): Promise<EndpointSnapshot>;

  /** Returns the peers that a target currently means. Rejects with NOT_OPEN, or NO_PEER if there is none. */
  meant(id: string, target?: SendTarget): Promise<PeerSnapshot[]>;
  /** Sends one frame, or a text (`isText`) line by line if lines are frames. Resolves when the kernel has the last byte. */
  send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<EndpointSnapshot>;
  /** Sends an entry's bytes again, to the peer it belongs to. Rejects with NO_ENTRY, and with NO_PEER if that has disconnected. */
  resend(id: string, seq: number): Promise<EndpointSnapshot>;
  /** Sends our end of stream to one peer or all, after everything requested before. */
  end(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Aborts the connection (RST). */
  reset(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Ends the connection in both directions; forgets a UDP peer. */
  disconnect(id: string, peer: string): Promise<EndpointSnapshot>;

  /**
   * Starts one transfer to each target peer, with its files one after another; resolves when they are listed, queued or running. Rejects
   * with SEVERAL_PEERS if several are meant and `toOne` is set.
   */
  sendFiles(id: string, options: SendFilesOptions, target?: SendTarget, toOne?: boolean): Promise<TransferSnapshot[]>;
  /** Accepts a file's bytes from a caller that has no path for it; returns its id. */
  openSpool(name: string, sizeBytes: number, modifiedMs?: number): Promise<string>;
  /** Adds the next bytes; resolves when they are on disk. Rejects with WRONG_SIZE for more than was announced. */
  spool(spool: string, bytes: Uint8Array): Promise<void>;
  /** No more bytes follow: all have been delivered, or their owner is gone. */
  closeSpool(spool: string, complete: boolean): Promise<void>;
  /** Returns those of the endpoint, oldest first, including those of earlier windows. */
  transfers(id: string): Promise<TransferSnapshot[]>;
  /** Resolves when it has ended, whatever the outcome. Rejects with NO_TRANSFER if there is none. */
  transferEnded(transfer: string): Promise<TransferSnapshot>;
  /** Returns its state afterwards: paused, unless it has ended. */
  pauseTransfer(transfer: string): Promise<TransferSnapshot>;
  resumeTransfer(transfer: string): Promise<TransferSnapshot>;
  /** Does nothing to one that has ended. */
  cancelTransfer(transfer: string): Promise<void>;
  /**
   * Retries a transfer that ended early, with the same peer or its replacement; the new transfer replaces the old one. A closed client
   * reconnects for it; a client of a server must reconnect by itself, otherwise this rejects with PEER_GONE.
   */
  retryTransfer(transfer: string): Promise<TransferSnapshot>;
  /** Answers a transfer's question. */
  answerTransfer(transfer: string, answer: TransferAnswer): Promise<void>;
  /** Removes those that have ended from the list; received files stay. */
  clearTransfers(id: string): Promise<void>;
  setReceiveSettings(settings: ReceiveSettings): Promise<void>;

  /**
   * Treats a stream peer's bytes as video from its next picture on; the wire format is guessed if it isn't given. Rejects with BUSY if its
   * bytes belong to a file. A video that is already shown is returned again.
   */
  showVideo(id: string, peer: string, wire?: VideoWire): Promise<VideoSnapshot>;
  /**
   * Sends from one source to the target peers. Rejects with a RangeError for options that make no sense, and with NO_PEER if there is no
   * target peer and `toNewPeers` isn't set. Messages to a peer that receives video are refused with BUSY; a peer that is receiving
   * something else is waited for.
   */
  startVideo(id: string, options: VideoOptions, target?: SendTarget): Promise<VideoSnapshot>;
  /** Returns the bytes of received video to the framing. Returns false if it had already ended. */
  stopVideo(video: string): Promise<boolean>;
  /** While it is muted, the outgoing direction is free. Toggles it if `muted` is absent. Rejects with a RangeError for received video. */
  muteVideo(video: string, muted?: boolean): Promise<void>;
  /** Returns those that are running and those that ended most recently, oldest first. */
  videos(id: string): Promise<VideoSnapshot[]>;
  /**
   * Returns the newest picture whose number is greater than `after`, received or sent, as soon as there is one; earlier ones are skipped.
   * Undefined if the video has ended. Rejects with NO_VIDEO if there is none.
   */
  videoPicture(video: string, after: number): Promise<VideoPicture | undefined>;
  /** Returns the newest picture with its exact pixels: PNG, or the file as received. Rejects with NO_PICTURE if none has arrived yet. */
  snapshotPicture(video: string): Promise<PictureFile>;
  /**
   * Delivers the next picture to a video whose source is `pushed`; resolves when another one may follow. A picture delivered earlier
   * replaces the waiting one. Rejects with NO_VIDEO if it has ended, and with a RangeError for an invalid picture.
   */
  pushPicture(video: string, picture: PushedPicture): Promise<void>;

  /**
   * Starts queuing the messages that an endpoint receives, in its conversations of now and later, or in that with one open peer; returns the
   * number of this stream. While 1 MiB or 4,096 messages wait, its stream conversations read nothing more, and datagrams are dropped; while
   * 64 MiB or 69,632 wait, so are the last messages of connections that have closed. Rejects with NO_PEER, and with TOO_MANY_STREAMS.
   */
  openMessages(id: string, peer?: string): Promise<number>;
  /**
   * Resolves with messages that wait, at most 1,000 and 1 MiB (or a single larger one), as soon as there is one. With `untilClosed`, it also
   * resolves, with none, while the endpoint is closed. Rejects with a RangeError while another take of the stream is pending.
   */
  takeMessages(stream: number, untilClosed?: boolean): Promise<MessageBatch>;
  /** Does nothing to one that was closed. */
  closeMessages(stream: number): Promise<void>;

  /** Undefined if it isn't open. */
  openPeer(id: string, peer: string): Promise<PeerSnapshot | undefined>;
  /** Returns the first open peer after the one with this number, and the last one: two, the only one, or none. */
  laterPeers(id: string, number: number): Promise<PeerSnapshot[]>;
  /** Returns open peers by age, then the recently closed ones. */
  peers(id: string, from: number, count: number): Promise<PeerSnapshot[]>;
  /** Returns closed peers that still have entries, most recent first: 1,000 at most, including those of earlier windows. */
  recentPeers(id: string, count: number): Promise<PeerSnapshot[]>;
  /** Names the peers of an address; an empty name removes it. */
  renamePeer(id: string, address: string, name: string): Promise<EndpointSnapshot>;

  /** Returns at most 1,000 entries; `from` below 0 counts from the end. */
  entries(id: string, from: number, count: number): Promise<EntryData[]>;
  entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array>;
  /**
   * `isUndoable` keeps the entries for `undoClear`, in the next window too, until `forgetClear` or until its time is over; if absent, no
   * earlier clear can be undone any more.
   */
  clearTranscript(id: string, isUndoable?: boolean): Promise<EndpointSnapshot>;
  /** Restores what the last clear hid. Rejects with a RangeError if no clear can be undone. */
  undoClear(id: string): Promise<EndpointSnapshot>;
  /**
   * Forgets what clears up to a time keep, in ms since the epoch, including for an endpoint that was set aside. Resolves with undefined for
   * one that isn't listed.
   */
  forgetClear(id: string, sinceMs: number): Promise<EndpointSnapshot | undefined>;

  /** Rejects with a TextError for an invalid search. */
  openView(id: string, filter: ViewFilter): Promise<{ view: number; state: ViewState }>;
  /**
   * Returns at most 1,000 rows, each with up to `frameBytes` bytes of its frame, none if that is absent. Rejects with NO_VIEW for one
   * that is closed, as `locate` does.
   */
  rows(view: number, from: number, count: number, frameBytes?: number): Promise<RowsOfView>;
  /** Undefined if there is no such position (yet). */
  locate(view: number, place: Place): Promise<Located | undefined>;
  closeView(view: number): Promise<void>;

  /**
   * Writes the entries that the filter accepts to a file. `call` names it for `progress` and `cancel`; rejects with CANCELLED after that.
   */
  exportTranscript(call: string, id: string, options: ExportOptions): Promise<Exported>;
  cancel(call: string): Promise<void>;
  /** Sets the limits that all transcripts share; the oldest entries are dropped. */
  setBounds(bounds: TranscriptBounds): Promise<void>;

  /** Closes every socket, and leaves what is kept to the next window. */
  dispose(): Promise<void>;
}

/** Rows of a view, and the view's state when they were read. */
export interface RowsOfView extends ViewState {
  /** Position of the first of the rows: rows before it may have gone. */
  readonly from: number;
  readonly rows: Row[];
  /** Positions of rows given earlier that show fewer bytes now: a later row completes their last character, and shows it. */
  readonly revised: number[];
}

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Written under another name first: a file that is there is replaced once the export is complete. */
  readonly path: string;
  readonly filter: ViewFilter;
  /** VS Code’s translations for the sentences of events. Absent in English. */
  readonly translations?: Translations;
}

export interface Exported {
  readonly entries: number;
  readonly bytes: number;
}

/** Endpoints that earlier windows of the workspace left. */
export interface PreviousEndpoints {
  readonly endpoints: readonly PreviousEndpoint[];
  /** Those that were removed, oldest first: `bringBack` restores them for a while, and `forgetAside` deletes them. */
  readonly removed: readonly RemovedEndpoint[];
  /** Sessions of the workspace that other windows hold, possibly including one that is just closing. */
  readonly held: number;
  /** Endpoints that were left where they are, since another version of Portside recorded their transcripts. */
  readonly refused: readonly RefusedEndpoint[];
}

/** An endpoint whose transcript has another format. */
export interface RefusedEndpoint {
  readonly id: string;
  /** Its name, or its address if it has none. */
  readonly label: string;
}

/** An endpoint of an earlier window of the workspace. */
export interface PreviousEndpoint {
  readonly id: string;
  /** As written, possibly by another version. */
  readonly config: unknown;
  /** As last bound or connected. */
  readonly address: string;
  readonly wasOpen: boolean;
  /** Its window died without closing it. */
  readonly interrupted: boolean;
  /** State that its panel stored. */
  readonly panel?: string;
  /** Counters as last known. */
  readonly traffic?: Traffic;
  /** Number of entries in its transcript as last known, including removed ones. */
  readonly entries?: number;
  readonly peerNames?: PeerNames;
  /** When it was first opened, ms since the epoch. */
  readonly createdMs: number;
}

/** An endpoint that was removed in an earlier window of the workspace. */
export interface RemovedEndpoint extends PreviousEndpoint {
  /** ms since the epoch; equal for endpoints that were removed together. */
  readonly removedMs: number;
}

/** Notifications from the engine to the host. */
export interface EngineEvents {
  /** These endpoints changed, in these fields; at most 20 times a second, and always once after the last change. */
  changed(endpoints: EndpointChange[]): void;
  /** These views found more by themselves; at most 20 times a second. */
  viewsChanged(views: number[]): void;
  /** These transfers changed; at most 10 times a second, and always once after the last change. */
  transfersChanged(transfers: TransferSnapshot[]): void;
  /** These videos changed; at most 10 times a second, and always once after the last change. */
  videosChanged(videos: VideoSnapshot[]): void;
  /** The state of memory and disk that all transcripts share has changed. */
  storageChanged(storage: TranscriptStorage): void;
  /** The first bytes of a connection are video; sent once. Not checked if files are received. */
  videoRecognised(recognised: RecognisedVideo): void;
  /** A long call has processed this many entries. */
  progress(call: string, done: number, total: number): void;
  /** For the log: a few records per minute of each kind. */
  logged(record: EngineRecord): void;
}

/** Events that a worker reports in addition. */
export interface WorkerEvents extends EngineEvents {
  /** A message to it can't be read. Which call it belonged to is unknown, and it won't be answered. */
  messageLost(detail: string): void;
}

/** Arguments with which a worker is started. */
export interface EngineStart {
  /** Where the transcripts of this session are. */
  readonly directory: string;
  /** The directories of all sessions are in here. */
  readonly storage: string;
  /** The window that the session belongs to: `workspace` is the same for all windows of one, and the title is its display name. */
  readonly window: { readonly workspace: string; readonly title: string };
  readonly bounds: TranscriptBounds;
  readonly receiving: ReceiveSettings;
  /** First number for views and streams of messages: numbers of another worker aren't reused. */
  readonly firstView: number;
}
