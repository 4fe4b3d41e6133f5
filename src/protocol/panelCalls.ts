/** Calls between a panel's webview and the extension host. */
import type { ConfigProblem } from '../core/config/configError.ts';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { Severity } from '../core/eventSeverity.ts';
import type { WireExample } from '../core/framing/wireExample.ts';
import type { Message } from '../core/message/message.ts';
import type { RepeatPlan, RepeatState } from '../core/message/repetition.ts';
import type { Located, Row, ViewFilter, ViewPlace, ViewState } from '../core/transcriptEntry.ts';
import type { TransferAction } from '../core/transfer/transferActions.ts';
import type { TransferSnapshot } from '../core/transfer/transferSnapshot.ts';
import type { TriedFrame, TriedMessage } from '../core/triedDialogue.ts';
import type { ViewDefaults } from '../core/viewDefaults.ts';
import type { FailureCalls } from './pageFailure.ts';
import type { VideoCalls, VideoEvents } from './videoCalls.ts';

/** A row with its event as a sentence in the user's language. */
export interface PanelRow extends Row {
  readonly sentence?: string;
  /** Set if the sentence says what the peer did, and so follows the peer's name. */
  readonly followsPeer?: true;
  /** `error` for an event that needs attention, shown in the error color. */
  readonly severity?: Severity;
}

/** Forms in which the bytes of messages are shown: decoded, in hex, or in hex with the text beside it. */
export const rowForms = ['text', 'hex', 'mixed'] as const;
export type RowForm = (typeof rowForms)[number];

/** Labels of a framing in the user's language. */
export interface PanelFraming {
  /** Label of a few words. */
  readonly label: string;
  /** Label of a few characters. */
  readonly short: string;
  /** True if the stream isn't split into messages. */
  readonly isNone: boolean;
}

/** A field of the form to which a link can lead. */
export type FormField = 'address' | 'framing' | 'reply';

/** Result of checking a draft of a config. */
export interface CheckedConfig {
  readonly problems: ConfigProblem[];
  readonly unknownKeys: string[];
  /** The sample text as the framing at each path of the config sends it. Empty if there are problems. */
  readonly examples: Readonly<Record<string, WireExample>>;
}

/** Snapshot of an endpoint, and everything else that its panel shows. */
export interface PanelState {
  readonly endpoint: EndpointSnapshot;
  /** Kind with a number, as in the title of the tab, if other endpoints have the same label and kind. */
  readonly numbered?: string;
  /** Framing of the stream; absent for datagrams, and if everything received is saved as files. */
  readonly framing?: PanelFraming;
  /** With `endpoint.incomplete`: how much of the first message has arrived, and whether the framing can be guessed. */
  readonly incomplete?: { readonly progress: string; readonly canGuess: boolean };
  /** Sentence that says why the endpoint failed. */
  readonly failure?: string;
  /** Whether other machines can reach the endpoint. */
  readonly exposed: boolean;
  /** Percentage of an earlier window's transcript that has been read, while the endpoint is being restored. */
  readonly percentRead?: number;
  /** Whether the endpoint was open when an earlier window closed, and hasn't been reopened yet. */
  readonly wasOpen: boolean;
  /** Whether the form with the endpoint's config is shown instead of the conversation. */
  readonly editing: boolean;
  /** Field to focus; the first one if absent. */
  readonly formField?: FormField;
  /** The saved endpoint that this one belongs to, if any. */
  readonly saved?: PanelSaved;
  /** Value of `{{$counter}}` in the next message. */
  readonly counter: number;
  /** State of the current repetition, or of the last one. */
  readonly repeat?: RepeatState;
  /** Whether an entry of any transcript is selected for comparison. */
  readonly canCompare: boolean;
  /** Whether new messages are announced to screen readers. */
  readonly announces: boolean;
  /** Display of the transcript unless the page's user has chosen another. */
  readonly view: ViewDefaults;
  /** Folder for received files; absent if none are received, and empty if the user hasn't been asked yet. */
  readonly filesGoTo?: string;
  /** Form in which the bytes of messages are shown until the user chooses. */
  readonly rowForm: RowForm;
  /** Whether to show the next peer when the only one shown closes: the setting, unless the user chose in the page. */
  readonly followsNext: boolean;
  /** Addresses of peers whose data looks like video, until the user decides what to do. */
  readonly videoOffers: readonly string[];
}

/** An endpoint. Its config is absent if the page received the same one before. */
export type PanelEndpoint = Omit<EndpointSnapshot, 'config'> & Partial<Pick<EndpointSnapshot, 'config'>>;

/** A later state of the panel. */
export interface PanelChange extends Omit<PanelState, 'endpoint'> {
  readonly endpoint: PanelEndpoint;
}

/** A saved endpoint, as far as the panel of its endpoint needs it. */
export interface PanelSaved {
  /** Phrase in the user's language for the settings that contain it. */
  readonly place: string;
  /** Whether the endpoint is listed only while its saved one is being edited. */
  readonly isOnlyEdited: boolean;
}

/** Further steps when a config is applied. */
export interface Applying {
  /** Opens an endpoint that isn't running. */
  readonly start: boolean;
  /** Writes the config to the saved endpoint, too. */
  readonly save: boolean;
}

/** A peer whose messages should be shown, whether it is open or not. */
export interface PanelPeer {
  readonly id: string;
  readonly address: string;
}

/** Answers to the offer of a video: show it, not now, or always show it for this endpoint. */
export const videoAnswers = ['show', 'later', 'always'] as const;
export type VideoAnswer = (typeof videoAnswers)[number];

/** What a peer's message gets from the rules. Problems are sentences in the user's language. */
export interface PanelTrial extends Omit<TriedMessage, 'frames' | 'problem'> {
  readonly frames: readonly PanelTriedFrame[];
  readonly problem?: string;
}

export interface PanelTriedFrame extends Omit<TriedFrame, 'problem'> {
  readonly problem?: string;
}

/** Actions in the page's menu for a row, named after commands. */
export const rowActionNames = [
  'inspect',
  'copyText',
  'copyHex',
  'sendAgain',
  'editAndSend',
  'selectForCompare',
  'compare',
] as const;
export type RowAction = (typeof rowActionNames)[number];

/** Actions in the page's menu for a peer: use it as the target, or show the messages of all peers again. */
export type PeerMenuAction = 'write' | 'showAll';

/** A transfer whose error is a sentence in the user's language. */
export interface PanelTransfer extends TransferSnapshot {
  readonly problem?: string;
}

/** A file dropped on the page. The engine reads one with a path; the page sends the bytes of others with `spool`. */
export type DroppedFile =
  | { readonly uri: string }
  | { readonly name: string; readonly sizeBytes: number; readonly modifiedMs: number };

/** Actions of the panel's header and rows that the host executes, named after commands. */
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
export type PeerAction = 'disconnect' | 'endPeer' | 'resetPeer' | 'renamePeer' | 'showIncomplete' | 'guessFraming';

/** Calls from the webview to the host, which validates every argument. */
export interface PanelCalls extends VideoCalls, FailureCalls {
  /**
   * Must be a webview's first call: it is ready for events. `peer` is the one whose messages should be shown alone.
   * `isRevived` is true for the first page of a tab from an earlier window, which restores what it stored.
   */
  start(): Promise<PanelState & { kept?: string; peer?: PanelPeer; isRevived?: boolean }>;
  /** Stores text for the next time the page is opened, in this window or a later one. */
  keep(state: string): Promise<void>;
  /** Rejects with a TextError for an invalid search. */
  openView(filter: ViewFilter): Promise<{ view: number; state: ViewState }>;
  /**
   * Returns rows; `from` is the position of the first, since earlier ones may be gone. For `revised`, see
   * `EngineCalls`. Rejects with NO_VIEW for a closed view, as `locate` does. Each row has up to `frameBytes` bytes of
   * its frame, at most `previewBytes`.
   */
  rows(
    view: number,
    from: number,
    count: number,
    frameBytes: number,
  ): Promise<ViewState & { from: number; rows: PanelRow[]; revised: number[] }>;
  /** Returns undefined if the position doesn't exist (yet). */
  locate(view: number, place: ViewPlace): Promise<Located | undefined>;
  /** Asks for format and file, then exports the entries that the filter accepts. */
  exportTranscript(filter: ViewFilter): Promise<void>;
  closeView(view: number): Promise<void>;
  entryBytes(seq: number, offset: number, length: number): Promise<Uint8Array>;
  peers(from: number, count: number): Promise<PeerSnapshot[]>;
  /** Returns closed peers that still have entries, most recent first. */
  recentPeers(count: number): Promise<PeerSnapshot[]>;
  /** Returns undefined if the peer isn't open. */
  openPeer(peer: string): Promise<PeerSnapshot | undefined>;
  /** Returns the first open peer after the one with this number, and the last one: two peers, one, or none. */
  laterPeers(number: number): Promise<PeerSnapshot[]>;
  /**
   * Call when the peer at `next` is shown after the one at `before` closed: it gets that one's name if it can only be
   * the same program. Returns the name.
   */
  carryPeerName(before: string, next: string): Promise<string | undefined>;
  /** Sends a message. A `null` target is the endpoint's default, here and below. Rejects with a sentence for the user. */
  send(message: Message, target: SendTarget | null): Promise<void>;
  /** Sends an entry's bytes again, to the entry's peer. Rejects with a sentence if the peer has disconnected. */
  resend(seq: number): Promise<void>;
  /** Repeats a message, even while the page is hidden, in place of an earlier one. `PanelState` has the progress. */
  startRepeat(message: Message, target: SendTarget | null, plan: RepeatPlan): Promise<void>;
  stopRepeat(): Promise<void>;
  /** Restarts `{{$counter}}` at 1. */
  resetCounter(): Promise<void>;
  /**
   * Sends dropped files after asking how, once per peer. Returns the ids of the spools for files without a path, in
   * their order; undefined if the user cancelled.
   */
  sendDropped(files: DroppedFile[], target: SendTarget | null): Promise<string[] | undefined>;
  /** Adds the next bytes of a dropped file, at most `maxSliceBytes`. Resolves when more may follow. */
  spool(spool: string, bytes: Uint8Array): Promise<void>;
  closeSpool(spool: string, complete: boolean): Promise<void>;
  /** Asks for files or a folder and how to send them, then sends them. */
  sendChosen(target: SendTarget | null): Promise<void>;
  /** Returns the endpoint's transfers, oldest first. */
  transfers(): Promise<PanelTransfer[]>;
  actOnTransfer(action: TransferAction, transfer: string): Promise<void>;
  /** Returns the picture of a completed transfer, if a page can show it and it isn't too large. */
  thumbnail(transfer: string): Promise<{ bytes: Uint8Array; mediaType: string } | undefined>;
  clearTransfers(): Promise<void>;
  /** Asks how to send video, then sends it. */
  sendVideo(target: SendTarget | null): Promise<void>;
  /** Shows a peer's data as video. Asks for the peer if it is null. */
  showVideo(peer: string | null): Promise<void>;
  /** Answers all current offers. */
  answerVideo(answer: VideoAnswer): Promise<void>;
  /** Lists the saved messages. Returns the one to put into the composer, or undefined if none was chosen. */
  chooseMessage(target: SendTarget | null): Promise<Message | undefined>;
  /** Asks for a name, and saves the message. */
  saveMessage(message: Message): Promise<void>;
  /** Sends the saved message with this number, 1 to 9. */
  sendSaved(key: number, target: SendTarget | null): Promise<void>;
  /** Selects an entry for comparison. */
  selectForCompare(seq: number): Promise<void>;
  /** Opens the selected entry and this one in a diff editor. */
  compare(seq: number): Promise<void>;
  /** Shows the form, or the conversation again. */
  setEditing(editing: boolean): Promise<void>;
  /** Closes the tab. */
  closePanel(): Promise<void>;
  /**
   * Returns the problems of a config, or examples of its framing; unknown keys are kept and listed. Rejects with
   * CANCELLED if a newer call replaces it, as `tryRules` does.
   */
  checkConfig(config: EndpointConfig): Promise<CheckedConfig>;
  /** Applies a config, without a restart if possible. Rejects with an error whose message is a sentence. */
  applyConfig(config: EndpointConfig, how: Applying): Promise<void>;
  /** Returns what a config's rules do with each message of a peer. Rejects if the rules are invalid. */
  tryRules(config: EndpointConfig, messages: readonly Uint8Array[]): Promise<PanelTrial[]>;
  /** Opens the JSON document with this config as unsaved changes. Returns false if the user was shown why it can't. */
  editDraftAsJson(draft: EndpointConfig): Promise<boolean>;
  run(action: PanelAction): Promise<void>;
  runOnPeer(action: PeerAction, peer: string): Promise<void>;
  copy(text: string): Promise<void>;
}

/** Events that the host reports to the webview. */
export interface PanelEvents extends VideoEvents {
  /** The endpoint changed (state, counters, rows); at most 20 times a second, and once after the last change. */
  changed(state: PanelChange): void;
  /** The view found more rows by itself. */
  viewChanged(view: number): void;
  /** These transfers changed or are new; at most 10 times a second. */
  transfersChanged(transfers: PanelTransfer[]): void;
  /** Another transfer, possibly another endpoint's, has replaced this one. */
  transferRemoved(transfer: string): void;
  /** Shows only the messages of this peer. */
  showPeer(peer: PanelPeer): void;
  /** Turns *Follow Next Client* on or off and returns the new state; undefined while the page shows no peers. */
  toggleFollow(): boolean | undefined;
  /** An action that only the page can execute was chosen in a peer's menu. */
  peerAction(action: PeerMenuAction, peer: PanelPeer): void;
  /** The user opened the panel to write: focuses the message box, whatever had the focus before. */
  focusMessage(): void;
  /** An action was chosen in a row's menu. */
  rowAction(action: RowAction, seq: number): void;
}

/** Data that the host writes into the page, as JSON in `<script id="boot" type="application/json">`. */
export interface PanelBoot {
  /** Strings in the user's language for `@vscode/l10n`; absent for English. */
  readonly l10n?: Record<string, string>;
  /** Whether the window runs in a browser, where nothing has the paths of the system's files. */
  readonly isBrowser: boolean;
  /** Endpoint that the page shows. VS Code stores it with the tab for the next window. */
  readonly endpoint?: string;
  /** Video that the page shows, if it shows only a video. */
  readonly video?: string;
}
