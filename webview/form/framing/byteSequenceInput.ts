/** The control for bytes of a framing, typed as text with escapes or as hex. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { encodeText } from '../../../src/core/bytes/encodeText.ts';
import { textThatEncodesTo } from '../../../src/core/bytes/escapedText.ts';
import { formatHex, parseHex } from '../../../src/core/bytes/hex.ts';
import type { Bytes } from '../../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../../src/core/template/escapedPayload.ts';
import { choiceInput, type FieldState, textInput } from '../controls.ts';
import { changedKind, heldBy, noKindDrafts } from '../kindDrafts.ts';

/**
 * `notationName` is the label of the notation for screen readers. A field that isn't required has no value while it is
 * empty.
 */
export function byteSequenceInput(
  id: string,
  state: FieldState,
  { notationName, isRequired }: { readonly notationName: string; readonly isRequired: boolean },
): TemplateResult {
  const bytes = state.value as Bytes | undefined;
  const notation = notationOf(bytes, state);
  const text = {
    ...state,
    value: typeof bytes === 'object' ? bytes.hex : bytes,
    set: (typed: unknown = '') => {
      if (typed === '' && !isRequired) state.set(undefined);
      else state.set(notation === 'hex' ? { hex: typed } : typed);
    },
  };
  const choice = {
    ...state,
    problem: undefined,
    value: notation,
    set: (chosen: unknown) => changeNotation(state, notation, chosen as PayloadNotation, isRequired),
  };
  const notations = { text: l10n.t('Text'), hex: l10n.t('Hex') } satisfies Record<PayloadNotation, string>;
  return html`<span class="payload">${textInput(id, text, notation === 'text' ? { escapes: 'utf8' } : {})}
    ${choiceInput(`${id}-notation`, notations, choice, notationName)}</span>`;
}

/** Returns how bytes are written; for an empty field, what the user chose. */
function notationOf(bytes: Bytes | undefined, { writing }: FieldState): PayloadNotation {
  if (bytes === undefined) return writing?.notation ?? 'text';
  return typeof bytes === 'string' ? 'text' : 'hex';
}

/** Keeps the bytes if they can be written so, and otherwise restores what was typed in that notation. */
function changeNotation(state: FieldState, from: PayloadNotation, to: PayloadNotation, isRequired: boolean): void {
  const { value, typed, left = noKindDrafts, writing, set, unreadable } = state;
  writing?.choose(to);
  if (value === undefined && typed === undefined) return;
  const empty = to === 'hex' ? { hex: '' } : '';
  const convert = () => converted(value as Bytes | undefined, to);
  const next = changedKind(heldBy(state), [from, to], left, convert, isRequired ? empty : undefined);
  unreadable(next.problem, next.typed);
  set(next.value);
}

/** Returns undefined for bytes that can't be written this way. */
function converted(bytes: Bytes | undefined, to: PayloadNotation): Bytes | undefined {
  if (bytes === undefined) return undefined;
  if (typeof bytes === 'string') return to === 'hex' ? { hex: formatHex(encodeText(bytes, 'utf8')) } : bytes;
  if (to === 'hex') return bytes;
  try {
    return textThatEncodesTo(parseHex(bytes.hex), 'utf8');
  } catch {
    return undefined;
  }
}
