/** The calls between a panel's webview and the extension host. */
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { Severity } from '../core/eventSeverity.ts';
import type { Located, Place, Row, ViewFilter, ViewState } from '../core/transcriptEntry.ts';

/** A row with its event as a sentence in the user's language. */
export interface PanelRow extends Row {
  readonly sentence?: string;
  /** An event that a person should look at: shown in the error colour. */
  readonly severity?: Severity;
}

/** What the panel's header shows beside the snapshot itself. */
export interface PanelState {
  readonly endpoint: EndpointSnapshot;
  /** How the stream is cut, in a few words; nothing for datagrams. */
  readonly framing?: string;
  /** Why it failed, as a sentence. */
  readonly failure?: string;
  /** The endpoint can be reached from other machines. */
  readonly exposed: boolean;
  /** It was open when an earlier window closed, and waits to be opened again. */
  readonly wasOpen: boolean;
  /** New messages are announced to those who don't see them. */
  readonly announces: boolean;
}

/** Actions of the panel's header and rows that the host carries out; named after the commands. */
export type PanelAction =
  | 'stop'
  | 'restart'
  | 'restartOnFreePort'
  | 'clearTranscript'
  | 'copyAddress'
  | 'changeFraming'
  | 'editEndpoint'
  | 'saveEndpoint';
export type PeerAction = 'disconnect' | 'endPeer' | 'resetPeer';

/** What the webview asks of the host. Every argument is validated there. */
export interface PanelCalls {
  /** The first call of a webview: it is ready for events. */
  start(): Promise<PanelState & { kept?: string }>;
  /** Keeps a text for the next time that the page is opened, in this window or a later one. */
  keep(state: string): Promise<void>;
  /** Rejects with an error whose message says what is wrong with a search. */
  openView(filter: ViewFilter): Promise<{ view: number; state: ViewState }>;
  /** `from` in the answer is where the rows begin: those before it may have gone. */
  rows(view: number, from: number, count: number): Promise<ViewState & { from: number; rows: PanelRow[] }>;
  /** Nothing when there is no such place (yet). */
  locate(view: number, place: Place): Promise<Located | undefined>;
  /** Asks for format and file, then exports what the filter lets through. */
  exportTranscript(filter: ViewFilter): Promise<void>;
  closeView(view: number): Promise<void>;
  entryBytes(seq: number, offset: number, length: number): Promise<Uint8Array>;
  peers(from: number, count: number): Promise<PeerSnapshot[]>;
  /** `null` is the endpoint's default target. Rejects with an error whose message is a sentence for the user. */
  send(data: Uint8Array, target: SendTarget | null): Promise<void>;
  run(action: PanelAction): Promise<void>;
  runOnPeer(action: PeerAction, peer: string): Promise<void>;
  copy(text: string): Promise<void>;
}

/** What the host tells the webview. */
export interface PanelEvents {
  /** The endpoint changed (state, counters, rows): at most 20 times a second, and once after the last change. */
  changed(state: PanelState): void;
  /** This view found more by itself. */
  viewChanged(view: number): void;
}

/** What the host writes into the page, as JSON in `<script id="boot" type="application/json">`. */
export interface PanelBoot {
  /** The strings of the user's language for `@vscode/l10n`, or nothing for English. */
  readonly l10n?: Record<string, string>;
}
