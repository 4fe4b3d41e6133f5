/** The engine's interface: what can be asked of it, and what it announces. `Engine` implements it; the worker serves it. */
import type { EngineRecord } from './diagnostics/engineHappenings.ts';
import type { EndpointConfig, Framing } from './endpointConfig.ts';
import type { Adoption, EndpointSnapshot, PeerNames, PeerSnapshot, SendTarget, Traffic } from './endpointSnapshot.ts';
import type { ExportFormat } from './exportFormat.ts';
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

/** What the host asks of the engine. Calls that change an endpoint return it as it is afterwards. */
export interface EngineCalls {
  /**
   * Opens an endpoint under a new id. Rejects with a SocketError when it can't bind or connect; the endpoint then stays, `failed`. A
   * client that keeps trying resolves in the state `reconnecting`. An endpoint that is kept (since when, ms since the epoch) is there
   * again in the next window of the workspace.
   */
  open(id: string, config: EndpointConfig, keptSinceMs: number | undefined): Promise<EndpointSnapshot>;
  /** Opens a closed or failed endpoint again, with a new config where one is given. */
  reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot>;
  /** Opens it unless it is open, opening or reconnecting; an opening under way is waited for. */
  ensureOpen(id: string): Promise<EndpointSnapshot>;
  /** All endpoints as they are now: what was announced last may be 50 ms old. */
  snapshots(): Promise<EndpointSnapshot[]>;
  /** Takes over the sessions of this workspace that no window holds. The endpoints can then be adopted, which lists them. */
  takePrevious(): Promise<PreviousEndpoints>;
  /** Takes over an endpoint of an earlier engine or window, with the transcript that is on disk. */
  adopt(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot>;
  close(id: string): Promise<EndpointSnapshot>;
  remove(id: string): Promise<void>;
  /** Closes an endpoint and takes it out of the list. What it was is kept until `bringBack` or `forgetAside`, in no later window. */
  setAside(id: string): Promise<void>;
  /** Lists one that was set aside again, closed. One that an engine before this one set aside comes back as `adopt` says. */
  bringBack(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot>;
  /** Forgets one that was set aside. Nothing happens to one that was brought back. */
  forgetAside(id: string): Promise<void>;
  rename(id: string, name: string): Promise<EndpointSnapshot>;
  /** Keeps what the endpoint's panel wants to find again: the same text in the next window. */
  keepPanel(id: string, state: string): Promise<void>;
  /** Cuts a stream's bytes by another framing, from the next byte on. */
  changeFraming(id: string, framing: Framing): Promise<EndpointSnapshot>;
  /**
   * Goes on by another config without closing anything, and says in the transcript what has changed: rules, encoding, framing, limits and
   * names hold from the next byte on, what belongs to a connection from the next one on. Kept for later where it isn't open. Rejects with a
   * RangeError, and changes nothing, where `changeEffect` of core says `restart` and it is open, reconnecting or opening.
   */
  applyConfig(id: string, config: EndpointConfig): Promise<EndpointSnapshot>;

  /** The peers that a target means now. Rejects with NOT_OPEN, or NO_PEER when there is none. */
  meant(id: string, target?: SendTarget): Promise<PeerSnapshot[]>;
  /** Sends one frame, a text (`isText`) line by line where lines are frames. Resolves when the kernel has taken the last byte. */
  send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<EndpointSnapshot>;
  /** Sends an entry's bytes once more, to its own peer. Rejects with NO_ENTRY, and with NO_PEER if that has gone. */
  resend(id: string, seq: number): Promise<EndpointSnapshot>;
  /** Sends our end of stream to one peer or to all; what was asked for before goes first. */
  end(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Aborts the connection (RST). */
  reset(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Ends the connection in both directions; forgets a UDP peer. */
  disconnect(id: string, peer: string): Promise<EndpointSnapshot>;

  /**
   * One transfer to each peer that is meant, the files of it one after another; resolves when they are listed, queued or running. Rejects
   * with SEVERAL_PEERS when several are meant where `toOne` is set.
   */
  sendFiles(id: string, options: SendFilesOptions, target?: SendTarget, toOne?: boolean): Promise<TransferSnapshot[]>;
  /** Takes a file's bytes from somebody who has no path for it; its id. */
  openSpool(name: string, sizeBytes: number, modifiedMs?: number): Promise<string>;
  /** The next bytes; resolves when they are on disk. Rejects with WRONG_SIZE for more than was announced. */
  spool(spool: string, bytes: Uint8Array): Promise<void>;
  /** No more bytes come: all were there, or their owner has gone. */
  closeSpool(spool: string, complete: boolean): Promise<void>;
  /** Those of the endpoint, the oldest first, those of earlier windows included. */
  transfers(id: string): Promise<TransferSnapshot[]>;
  /** Resolves when it has ended, however it did. Rejects with NO_TRANSFER when there is none. */
  transferEnded(transfer: string): Promise<TransferSnapshot>;
  /** It as it is then: paused, unless it has ended. */
  pauseTransfer(transfer: string): Promise<TransferSnapshot>;
  resumeTransfer(transfer: string): Promise<TransferSnapshot>;
  /** Nothing happens to one that has ended. */
  cancelTransfer(transfer: string): Promise<void>;
  /**
   * Sends again what ended early, to the same peer or to the one that came in its place; the new transfer takes the old one's place. A
   * client that is closed connects again for it; a server's peer must come back by itself, else it rejects with PEER_GONE.
   */
  retryTransfer(transfer: string): Promise<TransferSnapshot>;
  /** Answers what a transfer asks. */
  answerTransfer(transfer: string, answer: TransferAnswer): Promise<void>;
  /** Takes those that have ended out of the list; received files stay. */
  clearTransfers(id: string): Promise<void>;
  setReceiveSettings(settings: ReceiveSettings): Promise<void>;

  /**
   * Takes a stream peer's bytes as video from its next picture on; how it comes is guessed where nobody tells. Rejects with BUSY where its
   * bytes are a file's. What is shown already is given again.
   */
  showVideo(id: string, peer: string, wire?: VideoWire): Promise<VideoSnapshot>;
  /**
   * Sends from one source to those who are meant. Rejects with a RangeError for options that make no sense, and with NO_PEER when nobody is
   * there and `toNewPeers` is not set. Chat to who gets video is refused with BUSY; who gets something else is waited for.
   */
  startVideo(id: string, options: VideoOptions, target?: SendTarget): Promise<VideoSnapshot>;
  /** Gives the bytes of received video to the framing again. False if it had ended already. */
  stopVideo(video: string): Promise<boolean>;
  /** While it is muted the outgoing direction is free. Toggles it when `muted` is absent. Rejects with a RangeError for what is received. */
  muteVideo(video: string, muted?: boolean): Promise<void>;
  /** Those that run and the latest that have ended, the oldest first. */
  videos(id: string): Promise<VideoSnapshot[]>;
  /**
   * The newest picture whose number is greater than `after`, received or sent, as soon as there is one; those before it are skipped.
   * Nothing when the video has ended. Rejects with NO_VIDEO when there is none.
   */
  videoPicture(video: string, after: number): Promise<VideoPicture | undefined>;
  /** The newest picture with its very pixels: PNG, or the file that it came as. Rejects with NO_PICTURE when none has come yet. */
  snapshotPicture(video: string): Promise<PictureFile>;
  /**
   * Hands the next picture to a video whose source is `pushed`; resolves when another may come. One that is handed over before takes the
   * place of the one that waits. Rejects with NO_VIDEO when it has ended, with a RangeError for what is no such picture.
   */
  pushPicture(video: string, picture: PushedPicture): Promise<void>;

  /** Nothing if it isn't open. */
  openPeer(id: string, peer: string): Promise<PeerSnapshot | undefined>;
  /** The first open peer that came after the one with this number, and the last: two, the only one, or none. */
  laterPeers(id: string, number: number): Promise<PeerSnapshot[]>;
  /** Open peers by age, then the recently closed. */
  peers(id: string, from: number, count: number): Promise<PeerSnapshot[]>;
  /** Closed peers that still have entries, the latest first: 1,000 at most, also those of earlier windows. */
  recentPeers(id: string, count: number): Promise<PeerSnapshot[]>;
  /** Names the peers of an address; an empty name takes it away. */
  renamePeer(id: string, address: string, name: string): Promise<EndpointSnapshot>;

  /** At most 1,000 entries; `from` below 0 counts from the end. */
  entries(id: string, from: number, count: number): Promise<EntryData[]>;
  entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array>;
  /** `isUndoable` keeps the entries for `undoClear`, until `forgetClear`; absent, nothing cleared so far can be undone any more. */
  clearTranscript(id: string, isUndoable?: boolean): Promise<EndpointSnapshot>;
  /** Brings back what the last clear took away. Rejects with a RangeError when there is none that can be undone. */
  undoClear(id: string): Promise<EndpointSnapshot>;
  /** Forgets what the oldest clear keeps, also of an endpoint that was set aside. Resolves with nothing for one that isn't listed. */
  forgetClear(id: string): Promise<EndpointSnapshot | undefined>;

  /** Rejects with a TextError for a search that is not valid. */
  openView(id: string, filter: ViewFilter): Promise<{ view: number; state: ViewState }>;
  /**
   * At most 1,000 rows, each with up to `frameBytes` bytes of its frame, none when it is absent. Rejects with NO_VIEW for one that is
   * closed, as `locate` does.
   */
  rows(view: number, from: number, count: number, frameBytes?: number): Promise<RowsOfView>;
  /** Nothing when there is no such place (yet). */
  locate(view: number, place: Place): Promise<Located | undefined>;
  closeView(view: number): Promise<void>;

  /** Writes what the filter lets through to a file. `call` names it for `progress` and `cancel`; rejects with CANCELLED after that. */
  exportTranscript(call: string, id: string, options: ExportOptions): Promise<Exported>;
  cancel(call: string): Promise<void>;
  /** What all transcripts together may hold from now on; the oldest entries go. */
  setBounds(bounds: TranscriptBounds): Promise<void>;

  /** Closes every socket and leaves what is kept to the next window. */
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
}

export interface Exported {
  readonly entries: number;
  readonly bytes: number;
}

/** What earlier windows of the workspace left. */
export interface PreviousEndpoints {
  readonly endpoints: readonly PreviousEndpoint[];
  /** Sessions of the workspace that other windows hold, maybe one that is just closing. */
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

/** An endpoint that an earlier window of the workspace had. */
export interface PreviousEndpoint {
  readonly id: string;
  /** As it was written, maybe by another version. */
  readonly config: unknown;
  /** As it was bound or connected last. */
  readonly address: string;
  readonly wasOpen: boolean;
  /** Its window died without closing it. */
  readonly interrupted: boolean;
  /** What its panel keeps. */
  readonly panel?: string;
  /** Counters as last known. */
  readonly traffic?: Traffic;
  /** Entries of its transcript as last known, those that are gone included. */
  readonly entries?: number;
  readonly peerNames?: PeerNames;
  /** When it was first opened, ms since the epoch. */
  readonly createdMs: number;
}

/** What the engine tells the host. */
export interface EngineEvents {
  /** These endpoints changed; at most 20 times a second, and always once after the last change. */
  changed(endpoints: EndpointSnapshot[]): void;
  /** These views found more by themselves; at most 20 times a second. */
  viewsChanged(views: number[]): void;
  /** These transfers changed; at most 10 times a second, and always once after the last change. */
  transfersChanged(transfers: TransferSnapshot[]): void;
  /** These videos changed; at most 10 times a second, and always once after the last change. */
  videosChanged(videos: VideoSnapshot[]): void;
  /** What memory and disk do to all transcripts together has changed. */
  storageChanged(storage: TranscriptStorage): void;
  /** The first bytes of a connection are video; told once. Where files are received it is not looked for. */
  videoRecognised(recognised: RecognisedVideo): void;
  /** A long call has looked at so many entries. */
  progress(call: string, done: number, total: number): void;
  /** For the log: a few records a minute of each kind. */
  logged(record: EngineRecord): void;
}

/** What a worker is started with. */
export interface EngineStart {
  /** Where the transcripts of this session are. */
  readonly directory: string;
  /** The directories of all sessions are in here. */
  readonly storage: string;
  /** Whose session it is: the same `workspace` for all windows of one, and what a person calls the window. */
  readonly window: { readonly workspace: string; readonly title: string };
  readonly bounds: TranscriptBounds;
  readonly receiving: ReceiveSettings;
  /** Views are counted from here: numbers of another worker's views are not used again. */
  readonly firstView: number;
}
