/** The calls between a panel's webview and the extension host. */
import type { ConfigProblem } from '../core/config/configError.ts';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { Severity } from '../core/eventSeverity.ts';
import type { Message } from '../core/message/message.ts';
import type { RepeatPlan, RepeatState } from '../core/message/repetition.ts';
import type { Located, Place, Row, ViewFilter, ViewState } from '../core/transcriptEntry.ts';
import type { TransferAction } from '../core/transfer/transferActions.ts';
import type { TransferSnapshot } from '../core/transfer/transferSnapshot.ts';
import type { TriedRules } from '../core/triedRules.ts';
import type { ViewDefaults } from '../core/viewDefaults.ts';
import type { FailureCalls } from './pageFailure.ts';
import type { VideoCalls, VideoEvents } from './videoCalls.ts';

/** A row with its event as a sentence in the user's language. */
export interface PanelRow extends Row {
  readonly sentence?: string;
  /** The sentence says what the peer did, and follows its name. */
  readonly followsPeer?: true;
  /** An event that deserves the user's attention: shown in the error color. */
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

/** The snapshot of an endpoint, and what else its panel shows. */
export interface PanelState {
  readonly endpoint: EndpointSnapshot;
  /** How the stream is split; absent for datagrams, and if everything received is saved as files. */
  readonly framing?: PanelFraming;
  /** Why it failed, as a sentence. */
  readonly failure?: string;
  /** The endpoint can be reached from other machines. */
  readonly exposed: boolean;
  /** It was open when an earlier window closed, and is waiting to be reopened. */
  readonly wasOpen: boolean;
  /** The form with the endpoint's config is shown instead of the conversation. */
  readonly editing: boolean;
  /** The field to focus, if not the first one. */
  readonly formField?: FormField;
  /** Where the endpoint is saved, if it is. */
  readonly saved?: PanelSaved;
  /** Value of `{{$counter}}` in the next message. */
  readonly counter: number;
  /** The message that is being repeated, or was. */
  readonly repeat?: RepeatState;
  /** An entry of any transcript is selected for comparison. */
  readonly canCompare: boolean;
  /** New messages are announced to screen readers. */
  readonly announces: boolean;
  /** How the transcript is shown if the page's user hasn't chosen. */
  readonly view: ViewDefaults;
  /** Where received files are saved; absent if none are received, and empty if the user hasn't been asked yet. */
  readonly filesGoTo?: string;
  /** How the bytes of messages are shown until the user chooses. */
  readonly rowForm: RowForm;
  /** When the peer that is shown alone closes, the next one is shown: the setting, for pages in which the user hasn't chosen. */
  readonly followsNext: boolean;
  /** Addresses of peers whose data looks like video, while the user hasn't decided what to do about it. */
  readonly videoOffers: readonly string[];
}

/** An endpoint whose config is absent if it is the one that the page received before. */
export type PanelEndpoint = Omit<EndpointSnapshot, 'config'> & Partial<Pick<EndpointSnapshot, 'config'>>;

/** A later state of the panel. */
export interface PanelChange extends Omit<PanelState, 'endpoint'> {
  readonly endpoint: PanelEndpoint;
}

/** A saved endpoint, as the panel of its endpoint needs it. */
export interface PanelSaved {
  /** The settings in which it is saved, as a phrase in the user's language. */
  readonly place: string;
  /** The endpoint is listed only while its saved one is being edited. */
  readonly isOnlyEdited: boolean;
}

/** Further steps when a config is applied. */
export interface Applying {
  /** Opens an endpoint that isn't running. */
  readonly start: boolean;
  /** Writes the config to the saved endpoint, too. */
  readonly save: boolean;
}

/** A peer whose messages should be shown, open or not. */
export interface PanelPeer {
  readonly id: string;
  readonly address: string;
}

/** Answers to the offer of a video: show it, not now, or always show it for this endpoint. */
export const videoAnswers = ['show', 'later', 'always'] as const;
export type VideoAnswer = (typeof videoAnswers)[number];

/** The replies of rules to a sample; the reason why one can't be sent is a sentence in the user's language. */
export interface PanelTrial extends Omit<TriedRules, 'problem'> {
  readonly problem?: string;
}

/** Actions of a row's menu in the page; named after the commands. */
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

/** Actions of a peer's menu in the page: choose the peer as the target, or show everyone's messages again. */
export type PeerMenuAction = 'write' | 'showAll';

/** A transfer, with any error as a sentence in the user's language. */
export interface PanelTransfer extends TransferSnapshot {
  readonly problem?: string;
}

/** A file dropped on the page: the engine itself reads one with a path; the bytes of others follow by `spool`. */
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

/** Requests of the webview to the host. Every argument is validated there. */
export interface PanelCalls extends VideoCalls, FailureCalls {
  /**
   * The first call of a webview: it is ready for events. `peer` is the one whose messages should be shown alone. `isRevived` is true for
   * the first page of a tab from an earlier window, which restores what it stored.
   */
  start(): Promise<PanelState & { kept?: string; peer?: PanelPeer; isRevived?: boolean }>;
  /** Stores a text for the next time the page is opened, in this window or a later one. */
  keep(state: string): Promise<void>;
  /** Rejects with a TextError for an invalid search. */
  openView(filter: ViewFilter): Promise<{ view: number; state: ViewState }>;
  /**
   * `from` in the answer is where the rows begin: earlier ones may be gone. `revised` as in `EngineCalls`. Rejects with NO_VIEW for one
   * that is closed, as `locate` does. Each row has up to `frameBytes` bytes of its frame, at most `previewBytes`.
   */
  rows(
    view: number,
    from: number,
    count: number,
    frameBytes: number,
  ): Promise<ViewState & { from: number; rows: PanelRow[]; revised: number[] }>;
  /** Undefined if there is no such position (yet). */
  locate(view: number, place: Place): Promise<Located | undefined>;
  /** Asks for format and file, then exports the entries that the filter accepts. */
  exportTranscript(filter: ViewFilter): Promise<void>;
  closeView(view: number): Promise<void>;
  entryBytes(seq: number, offset: number, length: number): Promise<Uint8Array>;
  peers(from: number, count: number): Promise<PeerSnapshot[]>;
  /** Returns closed peers that still have entries, most recent first. */
  recentPeers(count: number): Promise<PeerSnapshot[]>;
  /** Undefined if it isn't open. */
  openPeer(peer: string): Promise<PeerSnapshot | undefined>;
  /** Returns the first open peer after the one with this number, and the last one: two, the only one, or none. */
  laterPeers(number: number): Promise<PeerSnapshot[]>;
  /**
   * The peer at the address `next` was followed after the one at `before` closed: gives it that one's name if it can only be the same
   * program. Returns the name it was given.
   */
  carryPeerName(before: string, next: string): Promise<string | undefined>;
  /** `null` is the endpoint's default target, here and below. Rejects with an error whose message is a sentence for the user. */
  send(message: Message, target: SendTarget | null): Promise<void>;
  /** Sends an entry's bytes again, to the peer it belongs to. Rejects with a sentence if that has disconnected. */
  resend(seq: number): Promise<void>;
  /** Continues while the page is hidden, and replaces any earlier repetition; `PanelState` contains the progress. */
  startRepeat(message: Message, target: SendTarget | null, plan: RepeatPlan): Promise<void>;
  stopRepeat(): Promise<void>;
  /** Restarts `{{$counter}}` at 1. */
  resetCounter(): Promise<void>;
  /**
   * Sends dropped files: asks how, once per peer. Returns the ids of the spools for the bytes of the files without a path, in their order;
   * undefined if the user cancelled.
   */
  sendDropped(files: DroppedFile[], target: SendTarget | null): Promise<string[] | undefined>;
  /** Adds the next bytes of a dropped file, at most `maxSliceBytes`; resolves when more may follow. */
  spool(spool: string, bytes: Uint8Array): Promise<void>;
  closeSpool(spool: string, complete: boolean): Promise<void>;
  /** Asks for files or a folder, and how to send them, and sends them. */
  sendChosen(target: SendTarget | null): Promise<void>;
  /** Oldest first. */
  transfers(): Promise<PanelTransfer[]>;
  actOnTransfer(action: TransferAction, transfer: string): Promise<void>;
  /** Returns the completely sent or received picture, if a page can show it and it isn't too large. */
  thumbnail(transfer: string): Promise<{ bytes: Uint8Array; mediaType: string } | undefined>;
  clearTransfers(): Promise<void>;
  /** Asks how to send video, and sends it. */
  sendVideo(target: SendTarget | null): Promise<void>;
  /** Shows what a peer sends as video; asks for the peer if none is given. */
  showVideo(peer: string | null): Promise<void>;
  /** Applies to everything that is offered. */
  answerVideo(answer: VideoAnswer): Promise<void>;
  /** Lists the saved messages. Returns the one to put into the composer, or undefined if none was chosen. */
  chooseMessage(target: SendTarget | null): Promise<Message | undefined>;
  /** Asks for a name, and saves the message. */
  saveMessage(message: Message): Promise<void>;
  /** Sends the saved message with that number, 1 to 9. */
  sendSaved(key: number, target: SendTarget | null): Promise<void>;
  /** Selects an entry for comparison. */
  selectForCompare(seq: number): Promise<void>;
  /** Opens the selected entry and this one in a diff editor. */
  compare(seq: number): Promise<void>;
  /** Shows the form, or the conversation again. */
  setEditing(editing: boolean): Promise<void>;
  /** Closes the tab. */
  closePanel(): Promise<void>;
  /** Returns the problems of a config; unknown keys are kept and named. Rejects with CANCELLED if a newer call replaces it, as `tryRules` does. */
  checkConfig(config: EndpointConfig): Promise<{ problems: ConfigProblem[]; unknownKeys: string[] }>;
  /** Applies a config to the endpoint, without a restart if possible. Rejects with an error whose message is a sentence. */
  applyConfig(config: EndpointConfig, how: Applying): Promise<void>;
  /** Returns what the rules of a config would reply to a message. Rejects if they can't be used. */
  tryRules(config: EndpointConfig, message: Uint8Array): Promise<PanelTrial>;
  run(action: PanelAction): Promise<void>;
  runOnPeer(action: PeerAction, peer: string): Promise<void>;
  copy(text: string): Promise<void>;
}

/** Notifications from the host to the webview. */
export interface PanelEvents extends VideoEvents {
  /** The endpoint changed (state, counters, rows): at most 20 times a second, and once after the last change. */
  changed(state: PanelChange): void;
  /** This view found more by itself. */
  viewChanged(view: number): void;
  /** These transfers changed, or are new; at most 10 times a second. */
  transfersChanged(transfers: PanelTransfer[]): void;
  /** Another transfer has replaced it, possibly one of another endpoint. */
  transferRemoved(transfer: string): void;
  /** Show only the messages of this peer. */
  showPeer(peer: PanelPeer): void;
  /** Turns *Follow Next Client* on or off; returns the new state. Undefined while the page shows no peers. */
  toggleFollow(): boolean | undefined;
  /** An action that only the page can perform was chosen in the menu of a peer. */
  peerAction(action: PeerMenuAction, peer: PanelPeer): void;
  /** The user opened the panel to write: the message box takes the focus, whatever had it before. */
  focusMessage(): void;
  /** An action was chosen in the menu of a row. */
  rowAction(action: RowAction, seq: number): void;
}

/** Data that the host writes into the page, as JSON in `<script id="boot" type="application/json">`. */
export interface PanelBoot {
  /** The strings of the user's language for `@vscode/l10n`, or undefined for English. */
  readonly l10n?: Record<string, string>;
  /** The window is a browser's: nothing in it has paths of the system's files. */
  readonly isBrowser: boolean;
  /** The endpoint that the page shows. VS Code stores it with the tab for the next window. */
  readonly endpoint?: string;
  /** The video that the page shows, if it shows only a video. */
  readonly video?: string;
}
