/** The calls between a panel's webview and the extension host. */
import type { ConfigProblem } from '../core/configError.ts';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { Severity } from '../core/eventSeverity.ts';
import type { Message } from '../core/message/message.ts';
import type { RepeatPlan, RepeatState } from '../core/message/repetition.ts';
import type { Located, Place, Row, ViewFilter, ViewState } from '../core/transcriptEntry.ts';
import type { TransferSnapshot } from '../core/transfer/transfer.ts';
import type { TransferAction } from '../core/transfer/transferActions.ts';
import type { TriedRules } from '../core/triedRules.ts';
import type { ViewDefaults } from '../core/viewDefaults.ts';
import type { FailureCalls } from './pageFailure.ts';
import type { VideoCalls, VideoEvents } from './videoCalls.ts';

/** A row with its event as a sentence in the user's language. */
export interface PanelRow extends Row {
  readonly sentence?: string;
  /** An event that a person should look at: shown in the error colour. */
  readonly severity?: Severity;
}

/** How the bytes of messages are shown: decoded, in hex, or in hex with the text beside it. */
export const rowForms = ['text', 'hex', 'mixed'] as const;
export type RowForm = (typeof rowForms)[number];

/** A framing in the user's language. */
export interface PanelFraming {
  /** In a few words. */
  readonly label: string;
  /** In a few characters. */
  readonly short: string;
  /** True if the stream isn't split into messages. */
  readonly isNone: boolean;
}

/** A field of the form that a link can lead to. */
export type FormField = 'address' | 'reply';

/** What the panel's header shows beside the snapshot itself. */
export interface PanelState {
  readonly endpoint: EndpointSnapshot;
  /** How the stream is cut; absent for datagrams, and where all that is received becomes files. */
  readonly framing?: PanelFraming;
  /** Why it failed, as a sentence. */
  readonly failure?: string;
  /** The endpoint can be reached from other machines. */
  readonly exposed: boolean;
  /** It was open when an earlier window closed, and waits to be opened again. */
  readonly wasOpen: boolean;
  /** The form with the endpoint's config is shown instead of the conversation. */
  readonly editing: boolean;
  /** The field that the form begins at, if not the first. */
  readonly formField?: FormField;
  /** Where the endpoint is saved, if it is. */
  readonly saved?: PanelSaved;
  /** What `{{$counter}}` stands for in the next message. */
  readonly counter: number;
  /** The message that is sent again and again, or was. */
  readonly repeat?: RepeatState;
  /** An entry of any transcript is selected to be compared with. */
  readonly canCompare: boolean;
  /** New messages are announced to those who don't see them. */
  readonly announces: boolean;
  /** How the transcript is shown where the page's user hasn't chosen. */
  readonly view: ViewDefaults;
  /** Where received files go; absent where none are received, and empty while that is still to be asked. */
  readonly filesGoTo?: string;
  /** How the bytes of messages are shown until somebody chooses. */
  readonly rowForm: RowForm;
  /** When the peer that is shown alone closes, the next one is shown: the setting, for pages in which nobody chose. */
  readonly followsNext: boolean;
  /** What the peers of these addresses send looks like video, and nobody has said yet what to do about it. */
  readonly videoOffers: readonly string[];
}

/** A saved endpoint, as the panel of its endpoint needs it. */
export interface PanelSaved {
  /** The settings that it is saved in, as a phrase in the user's language. */
  readonly place: string;
  /** The endpoint is listed only while its saved one is edited. */
  readonly isOnlyEdited: boolean;
}

/** What happens to a config besides being applied. */
export interface Applying {
  /** Opens an endpoint that isn't running. */
  readonly start: boolean;
  /** Writes the config to the saved endpoint, too. */
  readonly save: boolean;
}

/** A peer whose messages are to be shown, open or not. */
export interface PanelPeer {
  readonly id: string;
  readonly address: string;
}

/** What is done about what looks like video: shown, not now, or always shown for this endpoint. */
export const videoAnswers = ['show', 'later', 'always'] as const;
export type VideoAnswer = (typeof videoAnswers)[number];

/** What rules answered to a sample, with the reason why it can't be sent as a sentence in the user's language. */
export interface PanelTrial extends Omit<TriedRules, 'problem'> {
  readonly problem?: string;
}

/** What a row's menu does in the page; named after the commands. */
export const rowActions = [
  'inspect',
  'copyText',
  'copyHex',
  'sendAgain',
  'editAndSend',
  'selectForCompare',
  'compare',
] as const;
export type RowAction = (typeof rowActions)[number];

/** What a peer's menu does in the page: choose the peer as the target, or show everyone's messages again. */
export type PeerMenuAction = 'write' | 'showAll';

/** A transfer with what is wrong as a sentence in the user's language. */
export interface PanelTransfer extends TransferSnapshot {
  readonly problem?: string;
}

/** A file that was dropped on the page: one with a path the engine reads itself, the bytes of others follow by `spool`. */
export type DroppedFile =
  | { readonly uri: string }
  | { readonly name: string; readonly sizeBytes: number; readonly modifiedMs: number };

/** Actions of the panel's header and rows that the host carries out; named after the commands. */
export type PanelAction =
  | 'stop'
  | 'restart'
  | 'restartOnFreePort'
  | 'showHolder'
  | 'showReceivedFiles'
  | 'keepTrying'
  | 'clearTranscript'
  | 'undoClear'
  | 'copyAddress'
  | 'changeFraming'
  | 'editAsJson'
  | 'saveEndpoint';
export type PeerAction = 'disconnect' | 'endPeer' | 'resetPeer' | 'renamePeer';

/** What the webview asks of the host. Every argument is validated there. */
export interface PanelCalls extends VideoCalls, FailureCalls {
  /**
   * The first call of a webview: it is ready for events. `peer` is the one whose messages are to be shown alone. `isRevived` is true for the
   * first page of a tab that comes from an earlier window, which restores what it kept.
   */
  start(): Promise<PanelState & { kept?: string; peer?: PanelPeer; isRevived?: boolean }>;
  /** Keeps a text for the next time that the page is opened, in this window or a later one. */
  keep(state: string): Promise<void>;
  /** Rejects with a TextError for a search that is not valid. */
  openView(filter: ViewFilter): Promise<{ view: number; state: ViewState }>;
  /**
   * `from` in the answer is where the rows begin: those before it may have gone. `revised` as in `EngineCalls`. Rejects with NO_VIEW for
   * one that is closed, as `locate` does. Each row has up to `frameBytes` bytes of its frame, `previewBytes` at most.
   */
  rows(
    view: number,
    from: number,
    count: number,
    frameBytes: number,
  ): Promise<ViewState & { from: number; rows: PanelRow[]; revised: number[] }>;
  /** Nothing when there is no such place (yet). */
  locate(view: number, place: Place): Promise<Located | undefined>;
  /** Asks for format and file, then exports what the filter lets through. */
  exportTranscript(filter: ViewFilter): Promise<void>;
  closeView(view: number): Promise<void>;
  entryBytes(seq: number, offset: number, length: number): Promise<Uint8Array>;
  peers(from: number, count: number): Promise<PeerSnapshot[]>;
  /** Closed peers that still have entries, the latest first. */
  recentPeers(count: number): Promise<PeerSnapshot[]>;
  /** Nothing if it isn't open. */
  openPeer(peer: string): Promise<PeerSnapshot | undefined>;
  /** The first open peer that came after the one with this number, and the last: two, the only one, or none. */
  laterPeers(number: number): Promise<PeerSnapshot[]>;
  /**
   * The peer at the address `next` was followed after the one at `before` closed: gives it that one's name if it can only be the same
   * program. Returns the name that it gave.
   */
  carryPeerName(before: string, next: string): Promise<string | undefined>;
  /** `null` is the endpoint's default target, here and below. Rejects with an error whose message is a sentence for the user. */
  send(message: Message, target: SendTarget | null): Promise<void>;
  /** Sends an entry's bytes once more to its own peer. Rejects with a sentence if that has gone. */
  resend(seq: number): Promise<void>;
  /** Goes on while the page is hidden, in place of what was repeated before; `PanelState` says how far. */
  startRepeat(message: Message, target: SendTarget | null, plan: RepeatPlan): Promise<void>;
  stopRepeat(): Promise<void>;
  /** The next `{{$counter}}` is 1. */
  resetCounter(): Promise<void>;
  /**
   * Sends what was dropped: asks how, once a peer. Ids of the spools, in the order of the files without a path, into which their bytes
   * are to go; nothing when the user thought better of it.
   */
  sendDropped(files: DroppedFile[], target: SendTarget | null): Promise<string[] | undefined>;
  /** The next bytes of a dropped file, `maxSliceBytes` at most; resolves when more may follow. */
  spool(spool: string, bytes: Uint8Array): Promise<void>;
  closeSpool(spool: string, complete: boolean): Promise<void>;
  /** Asks for files or a folder, and how, and sends them. */
  sendChosen(target: SendTarget | null): Promise<void>;
  /** The oldest first. */
  transfers(): Promise<PanelTransfer[]>;
  actOnTransfer(action: TransferAction, transfer: string): Promise<void>;
  /** The picture that was sent or received whole, when it is one that a page shows and not too large. */
  thumbnail(transfer: string): Promise<{ bytes: Uint8Array; mediaType: string } | undefined>;
  clearTransfers(): Promise<void>;
  /** Asks for what is needed to send video, and sends it. */
  sendVideo(target: SendTarget | null): Promise<void>;
  /** Shows what a peer sends as video; asks whose where none is said. */
  showVideo(peer: string | null): Promise<void>;
  /** Of all that is offered. */
  answerVideo(answer: VideoAnswer): Promise<void>;
  /** Lists the saved messages. The one to be put into the composer, or nothing when none was chosen. */
  chooseMessage(target: SendTarget | null): Promise<Message | undefined>;
  /** Asks for a name and keeps the message. */
  saveMessage(message: Message): Promise<void>;
  /** Sends the saved message of that number, 1 to 9. */
  sendSaved(key: number, target: SendTarget | null): Promise<void>;
  /** Marks an entry to be compared with another one. */
  selectForCompare(seq: number): Promise<void>;
  /** Opens the selected entry and this one in a diff editor. */
  compare(seq: number): Promise<void>;
  /** Shows the form, or the conversation again. */
  setEditing(editing: boolean): Promise<void>;
  /** Closes the tab. */
  closePanel(): Promise<void>;
  /** What is wrong with a config; keys that nobody knows are kept and named. */
  checkConfig(config: EndpointConfig): Promise<{ problems: ConfigProblem[]; unknownKeys: string[] }>;
  /** Applies a config to the endpoint, without a restart if possible. Rejects with an error whose message is a sentence. */
  applyConfig(config: EndpointConfig, how: Applying): Promise<void>;
  /** What the rules of a config would answer to a message. Rejects when they can't be used. */
  tryRules(config: EndpointConfig, message: Uint8Array): Promise<PanelTrial>;
  run(action: PanelAction): Promise<void>;
  runOnPeer(action: PeerAction, peer: string): Promise<void>;
  copy(text: string): Promise<void>;
}

/** What the host tells the webview. */
export interface PanelEvents extends VideoEvents {
  /** The endpoint changed (state, counters, rows): at most 20 times a second, and once after the last change. */
  changed(state: PanelState): void;
  /** This view found more by itself. */
  viewChanged(view: number): void;
  /** These transfers changed, or are new; at most 10 times a second. */
  transfersChanged(transfers: PanelTransfer[]): void;
  /** Another transfer took its place; it may be one of another endpoint. */
  transferRemoved(transfer: string): void;
  /** The messages of this peer are to be shown alone. */
  showPeer(peer: PanelPeer): void;
  /** Turns *Follow Next Client* on or off; returns which. Nothing while the page shows no peers. */
  toggleFollow(): boolean | undefined;
  /** Something that only the page can do was chosen in the menu of a peer. */
  peerAction(action: PeerMenuAction, peer: PanelPeer): void;
  /** The user opened the panel to write: the message box takes the focus, whatever had it before. */
  focusMessage(): void;
  /** Something was chosen in the menu of a row. */
  rowAction(action: RowAction, seq: number): void;
}

/** What the host writes into the page, as JSON in `<script id="boot" type="application/json">`. */
export interface PanelBoot {
  /** The strings of the user's language for `@vscode/l10n`, or nothing for English. */
  readonly l10n?: Record<string, string>;
  /** The window is a browser's: no place in it has paths of the system's files. */
  readonly isBrowser: boolean;
  /** The endpoint that the page shows. VS Code keeps it for the next window, with the tab. */
  readonly endpoint?: string;
  /** The video that the page shows, if it shows nothing else. */
  readonly video?: string;
}
