/** The field for a payload, typed as text with escapes or as hex. Both can represent bytes that aren't text. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Encoding, Payload } from '../../src/core/endpointConfig.ts';
import {
  escapedPayload,
  type PayloadNotation,
  payloadAsHex,
  payloadOfEscaped,
  readableNotation,
} from '../../src/core/template/escapedPayload.ts';
import { problemSentence } from '../errorText.ts';
import { choiceInput, type FieldState, type PayloadWriting, type TextOptions, textInput } from './controls.ts';
import { changedKind, heldBy, noKindDrafts } from './kindDrafts.ts';

type PayloadState = FieldState & PayloadWriting;

const inUtf8: PayloadWriting = { encoding: 'utf8', notation: undefined, choose: () => undefined };

/** Escapes and placeholders of payloads, for help texts. Replies have more. */
export const payloadEscapes = '\\r \\n \\t \\0 \\xff \\u{2713} \\\\';
export const payloadValues = '{{$now}} {{$counter}} {{$uuid}} {{$peer}}';

/** `notationName` is the label of the notation for screen readers. `placeholder` is shown in the notation for text. */
export function payloadInput(
  id: string,
  field: FieldState,
  notationName: string,
  { placeholder = '', help }: Pick<TextOptions, 'placeholder' | 'help'> = {},
): TemplateResult {
  const state = { ...field, ...(field.writing ?? inUtf8) };
  const payload = (state.value ?? '') as Payload;
  const notation = notationOf(payload, state);
  const text = {
    ...state,
    value: shown(payload, notation, state.encoding),
    set: (typed: unknown) => type(typed, notation, state),
  };
  const choice = {
    ...state,
    problem: undefined,
    value: notation,
    set: (chosen: unknown) => convert(payload, chosen as PayloadNotation, state),
  };
  const notations = { text: l10n.t('Text'), hex: l10n.t('Hex') } satisfies Record<PayloadNotation, string>;
  return html`<span class="payload">${textInput(id, text, { placeholder: notation === 'text' ? placeholder : '', ...(help !== undefined && { help }) })}
    ${choiceInput(`${id}-notation`, notations, choice, notationName)}</span>`;
}

/** Returns the notation in which a payload is shown. */
export function shownNotation(payload: Payload, writing: PayloadWriting = inUtf8): PayloadNotation {
  return notationOf(payload, writing);
}

/**
 * Returns the notation: the user's choice or the more readable one, but never text if the payload can't be shown as
 * text.
 */
function notationOf(payload: Payload, { encoding, notation }: PayloadWriting): PayloadNotation {
  const wanted = notation ?? readableNotation(payload, encoding);
  return wanted === 'text' && escapedPayload(payload, encoding) === undefined ? 'hex' : wanted;
}

function shown(payload: Payload, notation: PayloadNotation, encoding: Encoding): string {
  if (notation === 'text') return escapedPayload(payload, encoding) ?? '';
  try {
    return payloadAsHex(payload, encoding);
  } catch {
    // The config's check reports a character that can't be encoded.
    return '';
  }
}

/** Takes typed text, which stays in its notation whatever its value. An empty text means no payload. */
function type(typed: unknown, notation: PayloadNotation, { encoding, set, unreadable, choose }: PayloadState): void {
  const text = typeof typed === 'string' ? typed : '';
  choose(notation);
  try {
    const payload = notation === 'hex' ? { hex: text } : payloadOfEscaped(text, encoding);
    unreadable(undefined);
    set(text === '' ? undefined : payload);
  } catch (error) {
    unreadable(problemSentence(error), text);
  }
}

/** Converts to the other notation: the same bytes, or what was typed there if nothing has changed since. */
function convert(payload: Payload, notation: PayloadNotation, state: PayloadState): void {
  const { encoding, set, unreadable, choose, left = noKindDrafts } = state;
  const held = heldBy({ ...state, value: payload });
  const other = notation === 'hex' ? 'text' : 'hex';
  try {
    const next = changedKind(held, [other, notation], left, () => converted(payload, notation, encoding), payload);
    unreadable(next.problem, next.typed);
    choose(notation);
    if (next.value !== payload) set(next.value === '' ? undefined : next.value);
  } catch (error) {
    unreadable(problemSentence(error));
  }
}

/**
 * Returns the same bytes in the notation, or the payload itself if they can't be written in it.
 * @throws RangeError if the payload can't be encoded.
 */
function converted(payload: Payload, notation: PayloadNotation, encoding: Encoding): Payload {
  const written = notation === 'hex' ? payloadAsHex(payload, encoding) : escapedPayload(payload, encoding);
  if (!written) return payload;
  return notation === 'hex' ? { hex: written } : payloadOfEscaped(written, encoding);
}
