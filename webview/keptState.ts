/** The state that the page stores while it is hidden. */
import type { ChecksumName } from '../src/core/bytes/checksum.ts';
import type { EndpointConfig } from '../src/core/endpointConfig.ts';
import type { LineEnding, Message, Notation } from '../src/core/message/message.ts';
import type { RepeatPlan } from '../src/core/message/repetition.ts';
import type { PayloadNotation } from '../src/core/template/escapedPayload.ts';
import type { RowForm } from '../src/protocol/panelCalls.ts';
import type { ViewQuery } from './find/viewQuery.ts';
import type { KeptColors } from './peerColors.ts';
import type { Target } from './peers/chosenPeer.ts';
import type { KeptChoice } from './peers/peerChoice.ts';
import type { ViewMode } from './viewMode.ts';

/** State that outlives the page and its window; everything else belongs to the engine. */
export interface KeptState {
  readonly mode?: ViewMode;
  /** Form in which the bytes of messages are shown, once the user has chosen it. */
  readonly rowForm?: RowForm;
  readonly query?: ViewQuery;
  readonly peers?: KeptChoice;
  readonly colors?: KeptColors;
  readonly draft?: string;
  /** Recipient for which the draft was begun. */
  readonly draftFor?: KeptRecipient | undefined;
  /** Whether the form is shown. */
  readonly editing?: boolean;
  /** Draft of a config that is being edited. */
  readonly form?: KeptDraft | undefined;
  readonly formPlace?: FormPlace | undefined;
  /** Whether *Also save in the … settings* is checked. */
  readonly savesToo?: boolean;
  readonly notation?: Notation;
  readonly escapes?: boolean;
  readonly lineEnding?: LineEnding | undefined;
  readonly history?: readonly string[];
  /** The message that was sent last. */
  readonly lastSent?: Message | undefined;
  /** Draft that was replaced by an older message, while that is shown. */
  readonly leftDraft?: string | undefined;
  readonly checksum?: ChecksumName | undefined;
  /** Addresses typed as destinations of datagrams, newest first. */
  readonly addresses?: readonly string[];
  readonly literal?: boolean;
  /** Value of `{{$counter}}`, from which the host continues in the next window. */
  readonly counter?: number;
  readonly repeats?: boolean;
  readonly repeat?: RepeatPlan;
  /** Whether the history of transfers is open. */
  readonly transfers?: boolean;
  /** Whether the video area is shown even without video, or hidden even with video. */
  readonly videos?: boolean | undefined;
  /** Whether sent video is shown in a corner of received video. */
  readonly videoInset?: boolean;
  /** The pane of the entry view that the user chose. */
  readonly entryPane?: string | undefined;
  /** The entry view's share of the space, beside or below the transcript. */
  readonly entryShares?: Readonly<Partial<Record<SplitSide, number>>>;
}

/** Recipient for which a draft was begun. */
export interface KeptRecipient {
  /** Target of the draft: `all` if there were several recipients from the start. */
  readonly target: Target;
  /** Whether messages to all would now have more recipients, or a different one. */
  readonly isHeld?: boolean;
  /** Whether the draft was begun for the only recipient before the page knew which one that is. */
  readonly isUnknown?: true;
}

/** Draft of a config, as long as it has changes. */
export interface KeptDraft {
  /** The config that the draft is based on. */
  readonly base: EndpointConfig;
  readonly draft: EndpointConfig;
  readonly unreadable?: UnreadableFields;
  readonly notations?: Notations;
  /** Values typed for kinds that aren't chosen, by path and kind. */
  readonly left?: Readonly<Record<string, KindDraft>>;
  /** Parts that the user opened or folded, by path. */
  readonly open?: Readonly<Record<string, boolean>>;
}

/** Contents that a field had when another kind was chosen. */
export interface KindDraft {
  readonly value: unknown;
  /** Text that can't be parsed; `problem` says why. */
  readonly typed?: string | undefined;
  readonly problem?: string | undefined;
}

/** Notations that the user chose for payloads, by path. */
export type Notations = Readonly<Record<string, PayloadNotation>>;

/** The user's position in the form. */
export interface FormPlace {
  /** Scroll position in pixels. */
  readonly top: number;
  /** Id of the focused control. */
  readonly control?: string | undefined;
  /** Whether the advanced fields are expanded. */
  readonly showsExperts?: boolean | undefined;
  /** Messages on which the rules are tried, and the one being typed. */
  readonly dialogue?: readonly KeptSample[] | undefined;
  readonly sample?: string | undefined;
  readonly sampleNotation?: PayloadNotation | undefined;
}

/** A message on which rules are tried, as typed. */
export interface KeptSample {
  readonly text: string;
  readonly notation: PayloadNotation;
}

/** Unparsable text in a field. */
interface Unreadable {
  readonly problem: string;
  readonly typed: string | undefined;
}

/** Unparsable texts by the fields' paths. */
export type UnreadableFields = Readonly<Record<string, Unreadable>>;

/** Position of the entry view relative to the transcript. */
export type SplitSide = 'beside' | 'below';
