/** State that the page stores while it is hidden. */
import type { ChecksumName } from '../src/core/bytes/checksum.ts';
import type { EndpointConfig } from '../src/core/endpointConfig.ts';
import type { LineEnding, Notation } from '../src/core/message/message.ts';
import type { RepeatPlan } from '../src/core/message/repetition.ts';
import type { PayloadNotation } from '../src/core/template/escapedPayload.ts';
import type { RowForm } from '../src/protocol/panelCalls.ts';
import type { ViewQuery } from './find/viewQuery.ts';
import type { KeptColours } from './peerColours.ts';
import type { Target } from './peers/chosenPeer.ts';
import type { KeptChoice } from './peers/peerChoice.ts';
import type { ViewMode } from './viewMode.ts';

/** State that survives the page and its window; everything else belongs to the engine. */
export interface KeptState {
  readonly mode?: ViewMode;
  /** How the bytes of messages are shown, once the user has chosen. */
  readonly rowForm?: RowForm;
  readonly query?: ViewQuery;
  readonly peers?: KeptChoice;
  readonly colours?: KeptColours;
  readonly draft?: string;
  /** The recipient that the draft was begun for. */
  readonly draftFor?: KeptRecipient | undefined;
  /** The form is shown. */
  readonly editing?: boolean;
  /** The draft of a config that is being edited. */
  readonly form?: KeptDraft | undefined;
  readonly formPlace?: FormPlace | undefined;
  /** *Also save in the … settings* is checked. */
  readonly savesToo?: boolean;
  readonly notation?: Notation;
  readonly escapes?: boolean;
  readonly lineEnding?: LineEnding | undefined;
  readonly history?: readonly string[];
  /** The draft while an older message is shown in its place. */
  readonly leftDraft?: string | undefined;
  readonly checksum?: ChecksumName | undefined;
  /** Addresses typed as destinations of datagrams, newest first. */
  readonly addresses?: readonly string[];
  readonly literal?: boolean;
  /** The host continues counting from it in the next window. */
  readonly counter?: number;
  readonly repeats?: boolean;
  readonly repeat?: RepeatPlan;
  /** The history of transfers is open. */
  readonly transfers?: boolean;
  /** Whether the video area is shown even without video, or hidden even with video. */
  readonly videos?: boolean | undefined;
  /** Sent video is shown in a corner of received video. */
  readonly videoInset?: boolean;
  /** The pane of the entry view that the user chose. */
  readonly entryPane?: string | undefined;
  /** The entry view's share of the space, beside and below the transcript. */
  readonly entryShares?: Readonly<Partial<Record<SplitSide, number>>>;
}

/** The recipient that a draft was begun for. */
export interface KeptRecipient {
  /** The draft's target: `all` if there were several recipients from the beginning. */
  readonly target: Target;
  /** Messages to all would have more recipients by now, or another one. */
  readonly isHeld?: boolean;
  /** It was begun for the only recipient, before the page knew which one that is. */
  readonly isUnknown?: true;
}

/** The draft of a config, as long as it has changes. */
export interface KeptDraft {
  /** The config that the draft is based on. */
  readonly base: EndpointConfig;
  readonly draft: EndpointConfig;
  readonly unreadable?: UnreadableFields;
  readonly notations?: Notations;
  /** Values typed for kinds that aren't chosen, by path and kind. */
  readonly left?: Readonly<Record<string, LeftKind>>;
}

/** Contents of a field when another kind was chosen. */
export interface LeftKind {
  readonly value: unknown;
  /** Text that couldn't be parsed, and why. */
  readonly typed?: string | undefined;
  readonly problem?: string | undefined;
}

/** How payloads are written if the user chose that, by path. */
export type Notations = Readonly<Record<string, PayloadNotation>>;

/** Where the user was in the form. */
export interface FormPlace {
  /** How far the form is scrolled, in pixels. */
  readonly top: number;
  /** Id of the control that had the focus. */
  readonly control?: string | undefined;
  /** The advanced fields are expanded. */
  readonly showsExperts?: boolean | undefined;
  /** The sample message that the rules are tried on. */
  readonly sample?: string | undefined;
  readonly sampleNotation?: PayloadNotation | undefined;
}

/** Text in a field that can't be parsed. */
interface Unreadable {
  readonly problem: string;
  readonly typed: string | undefined;
}

/** By the fields' paths. */
export type UnreadableFields = Readonly<Record<string, Unreadable>>;

/** Where the entry view is: beside the transcript or below it. */
export type SplitSide = 'beside' | 'below';
