/** The engine's interface: its calls and the events that it reports. `Engine` implements it; the worker serves it. */
import type { EngineRecord } from './diagnostics/engineLogEvents.ts';
import type { EndpointChange } from './endpointChange.ts';
import type { EndpointConfig, Framing } from './endpointConfig.ts';
import type { Adoption, EndpointSnapshot, PeerNames, PeerSnapshot, SendTarget, Traffic } from './endpointSnapshot.ts';
import type { ExportFormat } from './exportFormat.ts';
import type { MessageBatch } from './messageBatch.ts';
import type { Translations } from './phrase.ts';
import type {
  EntryData,
  Located,
  Row,
  TranscriptBounds,
  TranscriptStorage,
  ViewFilter,
  ViewPlace,
  ViewState,
} from './transcriptEntry.ts';
import type {
  ReceiveSettings,
  SendFilesOptions,
  TransferAnswer,
  TransferSnapshot,
} from './transfer/transferSnapshot.ts';
import type {
  PictureFile,
  PushedPicture,
  RecognizedVideo,
  VideoOptions,
  VideoPicture,
  VideoSnapshot,
  VideoWire,
} from './video/video.ts';

/** Calls from the host to the engine. Those that change an endpoint return its state afterwards. */
export interface EngineCalls {
  /**
   * Opens an endpoint under a new id. Rejects with a SocketError if it can't bind or connect; the endpoint then stays,
   * `failed`. A client that keeps trying resolves in the state `reconnecting`. With `keptSinceMs` (since the epoch),
   * the endpoint is kept and restored in the next window of the workspace.
   */
  open(id: string, config: EndpointConfig, keptSinceMs: number | undefined): Promise<EndpointSnapshot>;
  /** Reopens a closed or failed endpoint, with a new config if given. */
  reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot>;
  /** Opens an endpoint unless it is open, opening or reconnecting; waits for an opening in progress. */
  ensureOpen(id: string): Promise<EndpointSnapshot>;
  /** Returns all endpoints as they are now: the last event may be 50 ms old. */
  snapshots(): Promise<EndpointSnapshot[]>;
  /** Takes over the sessions of this workspace that no window holds. Their endpoints can then be adopted. */
  takePrevious(): Promise<PreviousEndpoints>;
  /** Takes over an endpoint of an earlier engine or window, along with its transcript on disk. */
  adopt(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot>;
  close(id: string): Promise<EndpointSnapshot>;
  remove(id: string): Promise<void>;
  /**
   * Closes an endpoint and removes it from the list. It is kept until `bringBack` or `forgetAside`; later windows find
   * it among the removed ones. `removedMs` (since the epoch, now if absent) is equal for endpoints that are removed
   * together.
   */
  setAside(id: string, removedMs?: number): Promise<void>;
  /** Lists an endpoint that was set aside, closed. One from an earlier engine or window is restored as by `adopt`. */
  bringBack(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot>;
  /** Deletes an endpoint that was set aside. Does nothing to one that was brought back. */
  forgetAside(id: string): Promise<void>;
  rename(id: string, name: string): Promise<EndpointSnapshot>;
  /** Stores text with which the endpoint's panel restores its state in the next window. */
  keepPanel(id: string, state: string): Promise<void>;
  /** Changes the framing of a stream, from the next byte on. */
  changeFraming(id: string, framing: Framing): Promise<EndpointSnapshot>;
  /**
   * Applies another config without closing anything, and records the changes in the transcript. Rules, encoding,
   * framing, limits and names take effect with the next byte; anything about a connection, with the next connection. If
   * the endpoint isn't open, the config is kept for later. Rejects with a RangeError, without changing anything, if
   * core's `changeEffect` says `restart` and the endpoint is open, reconnecting or opening.
   */
  applyConfig(id: string, config: EndpointConfig): Promise<EndpointSnapshot>;

  /** Returns the peers that a target currently stands for. Rejects with NOT_OPEN, or with NO_PEER if there are none. */
  targetPeers(id: string, target?: SendTarget): Promise<PeerSnapshot[]>;
  /** Sends one frame, or text (`isText`) line by line if lines are frames. Resolves when the kernel has all of it. */
  send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<EndpointSnapshot>;
  /** Sends an entry's bytes again, to the entry's peer. Rejects with NO_ENTRY, or NO_PEER if that has disconnected. */
  resend(id: string, seq: number): Promise<EndpointSnapshot>;
  /** Sends our end of stream to one peer or to all, after everything requested before. */
  end(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Aborts the connection (RST). */
  reset(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Ends a connection in both directions; forgets a UDP peer. */
  disconnect(id: string, peer: string): Promise<EndpointSnapshot>;

  /**
   * Starts one transfer to each target peer, which sends its files one after another. Resolves when the transfers are
   * listed, queued or running. Rejects with SEVERAL_PEERS if the target stands for several and `toOne` is set.
   */
  sendFiles(id: string, options: SendFilesOptions, target?: SendTarget, toOne?: boolean): Promise<TransferSnapshot[]>;
  /**
   * Creates a spool for a file whose bytes the caller delivers, since it has no path for it. Returns the spool's id.
   */
  openSpool(name: string, sizeBytes: number, modifiedMs?: number): Promise<string>;
  /** Adds the next bytes; resolves when they are on disk. Rejects with WRONG_SIZE for more than was announced. */
  spool(spool: string, bytes: Uint8Array): Promise<void>;
  /** Ends a spool: either all bytes have been delivered (`complete`), or the caller that delivered them is gone. */
  closeSpool(spool: string, complete: boolean): Promise<void>;
  /** Returns the endpoint's transfers, oldest first, including those of earlier windows. */
  transfers(id: string): Promise<TransferSnapshot[]>;
  /** Resolves when the transfer has ended, whatever the outcome. Rejects with NO_TRANSFER if it doesn't exist. */
  transferEnded(transfer: string): Promise<TransferSnapshot>;
  /** Returns the state afterwards: paused, unless the transfer has ended. */
  pauseTransfer(transfer: string): Promise<TransferSnapshot>;
  resumeTransfer(transfer: string): Promise<TransferSnapshot>;
  /** Does nothing if the transfer has ended. */
  cancelTransfer(transfer: string): Promise<void>;
  /**
   * Retries a transfer that ended early, with the same peer or its replacement; the new transfer replaces the old one. A closed client
   * reconnects for it; a client of a server must reconnect by itself, otherwise this rejects with PEER_GONE.
   */
  retryTransfer(transfer: string): Promise<TransferSnapshot>;
  /** Answers a transfer's question. */
  answerTransfer(transfer: string, answer: TransferAnswer): Promise<void>;
  /** Removes ended transfers from the list; received files stay. */
  clearTransfers(id: string): Promise<void>;
  setReceiveSettings(settings: ReceiveSettings): Promise<void>;

  /**
   * Treats a stream peer's bytes as video from its next picture on. The wire format is detected if it isn't given.
   * Rejects with BUSY if the bytes belong to a file. A video that is already shown is returned again.
   */
  showVideo(id: string, peer: string, wire?: VideoWire): Promise<VideoSnapshot>;
  /**
   * Sends from one source to the target peers. Rejects with a RangeError for invalid options, and with NO_PEER if there
   * is no target peer and `toNewPeers` isn't set. Messages to a peer that receives video are refused with BUSY; if a
   * peer is receiving something else, the video waits for it.
   */
  startVideo(id: string, options: VideoOptions, target?: SendTarget): Promise<VideoSnapshot>;
  /** Stops a video; the bytes of a received one go to the framing again. Returns false if it had already ended. */
  stopVideo(video: string): Promise<boolean>;
  /**
   * Mutes or unmutes a sent video; while it is muted, other data can be sent. Toggles if `muted` is absent. Rejects
   * with a RangeError for received video.
   */
  muteVideo(video: string, muted?: boolean): Promise<void>;
  /** Returns the running videos and those that ended most recently, oldest first. */
  videos(id: string): Promise<VideoSnapshot[]>;
  /**
   * Returns the newest picture, received or sent, whose number is greater than `after`, as soon as there is one;
   * earlier ones are skipped. Undefined if the video has ended. Rejects with NO_VIDEO if it doesn't exist.
   */
  videoPicture(video: string, after: number): Promise<VideoPicture | undefined>;
  /** Returns the newest picture with its exact pixels: PNG, or the file as received. Rejects with NO_PICTURE if none has arrived yet. */
  snapshotPicture(video: string): Promise<PictureFile>;
  /**
   * Delivers the next picture to a video whose source is `pushed`; resolves when another one may follow. A picture
   * replaces an earlier one that is still waiting. Rejects with NO_VIDEO if the video has ended, and with a RangeError
   * for an invalid picture.
   */
  pushPicture(video: string, picture: PushedPicture): Promise<void>;

  /**
   * Starts queuing the messages that an endpoint receives, in all present and future conversations or in that with one
   * open peer. Returns the number of this stream. While 1 MiB or 4,096 messages wait, stream conversations stop reading
   * and datagrams are dropped; while 64 MiB or 69,632 wait, the last messages of closed connections are dropped, too.
   * Rejects with NO_PEER, and with TOO_MANY_STREAMS.
   */
  openMessages(id: string, peer?: string): Promise<number>;
  /**
   * Resolves with waiting messages, at most 1,000 and 1 MiB (or a single larger one), as soon as there is one. With
   * `untilClosed`, it also resolves, with none, while the endpoint is closed. Rejects with a RangeError while another
   * take of the stream is pending.
   */
  takeMessages(stream: number, untilClosed?: boolean): Promise<MessageBatch>;
  /** Does nothing to a stream that was closed. */
  closeMessages(stream: number): Promise<void>;

  /** Returns undefined if the peer isn't open. */
  openPeer(id: string, peer: string): Promise<PeerSnapshot | undefined>;
  /** Returns the first open peer after the one with this number, and the last one: two peers, one, or none. */
  laterPeers(id: string, number: number): Promise<PeerSnapshot[]>;
  /** Returns open peers by age, then the recently closed ones. */
  peers(id: string, from: number, count: number): Promise<PeerSnapshot[]>;
  /** Returns closed peers that still have entries, most recent first: 1,000 at most, including those of earlier windows. */
  recentPeers(id: string, count: number): Promise<PeerSnapshot[]>;
  /** Names the peers of an address. An empty name removes it. */
  renamePeer(id: string, address: string, name: string): Promise<EndpointSnapshot>;

  /** Returns at most 1,000 entries; `from` below 0 counts from the end. */
  entries(id: string, from: number, count: number): Promise<EntryData[]>;
  entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array>;
  /**
   * Removes all entries. `isUndoable` keeps them for `undoClear`, also in the next window, until `forgetClear` or until
   * the time for that is over; if absent, earlier clears can't be undone any more, either.
   */
  clearTranscript(id: string, isUndoable?: boolean): Promise<EndpointSnapshot>;
  /** Restores what the last clear hid. Rejects with a RangeError if no clear can be undone. */
  undoClear(id: string): Promise<EndpointSnapshot>;
  /**
   * Forgets what clears up to a time (ms since the epoch) keep, even for an endpoint that was set aside. Resolves with
   * undefined if the endpoint isn't listed.
   */
  forgetClear(id: string, sinceMs: number): Promise<EndpointSnapshot | undefined>;

  /** Rejects with a TextError for an invalid search. */
  openView(id: string, filter: ViewFilter): Promise<{ view: number; state: ViewState }>;
  /**
   * Returns at most 1,000 rows, each with up to `frameBytes` bytes of its frame, or none if that is absent. Rejects
   * with NO_VIEW for a closed view, as `locate` does.
   */
  rows(view: number, from: number, count: number, frameBytes?: number): Promise<RowsOfView>;
  /** Returns undefined if there is no such position (yet). */
  locate(view: number, place: ViewPlace): Promise<Located | undefined>;
  closeView(view: number): Promise<void>;

  /**
   * Writes the entries that the filter accepts to a file. `call` identifies the call in `progress` and `cancel`;
   * rejects with CANCELLED after the latter.
   */
  exportTranscript(call: string, id: string, options: ExportOptions): Promise<Exported>;
  cancel(call: string): Promise<void>;
  /** Sets the limits that all transcripts share. The oldest entries beyond them are dropped. */
  setBounds(bounds: TranscriptBounds): Promise<void>;

  /** Closes every socket, and leaves kept endpoints to the next window. */
  dispose(): Promise<void>;
}

/** Rows of a view, and the view's state when they were read. */
export interface RowsOfView extends ViewState {
  /** Position of the first row: rows before it may have been dropped. */
  readonly from: number;
  readonly rows: Row[];
  /** Positions of rows returned earlier that now show fewer bytes: a later row shows their last character whole. */
  readonly revised: number[];
}

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Written under another name first, so that an existing file is replaced only once the export is complete. */
  readonly path: string;
  readonly filter: ViewFilter;
  /** VS Code’s translations for the sentences of events. Absent in English. */
  readonly translations?: Translations;
}

export interface Exported {
  readonly entries: number;
  readonly bytes: number;
}

/** Endpoints left by earlier windows of the workspace. */
export interface PreviousEndpoints {
  readonly endpoints: readonly PreviousEndpoint[];
  /** Removed endpoints, oldest first: `bringBack` restores them for a while, and `forgetAside` deletes them. */
  readonly removed: readonly RemovedEndpoint[];
  /** Number of sessions of the workspace that other windows hold, possibly including one that is just closing. */
  readonly held: number;
  /** Endpoints that weren't taken over, since another version of Portside recorded their transcripts. */
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
  /** The config as stored, possibly by another version. */
  readonly config: unknown;
  /** The address last bound or connected to. */
  readonly address: string;
  readonly wasOpen: boolean;
  /** Whether its window ended without closing it. */
  readonly interrupted: boolean;
  /** State that its panel stored. */
  readonly panel?: string;
  /** Counters as last known. */
  readonly traffic?: Traffic;
  /** Last known number of entries in its transcript, including removed ones. */
  readonly entries?: number;
  readonly peerNames?: PeerNames;
  /** Time when it was first opened, ms since the epoch. */
  readonly createdMs: number;
}

/** An endpoint that was removed in an earlier window of the workspace. */
export interface RemovedEndpoint extends PreviousEndpoint {
  /** ms since the epoch; equal for endpoints that were removed together. */
  readonly removedMs: number;
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
