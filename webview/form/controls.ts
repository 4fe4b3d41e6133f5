/** The controls that fields of the form consist of. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { escapeText, unescapeText } from '../../src/core/bytes/escapedText.ts';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../src/core/template/escapedPayload.ts';
import { problemSentence } from '../errorText.ts';
import type { KindDrafts } from './kindDrafts.ts';

/** State of a control: an input can hold text that isn't a valid value yet. */
export interface FieldState {
  readonly value: unknown;
  readonly problem: string | undefined;
  set(value: unknown): void;
  /** Typed text that can't be parsed. It stays in the field, so that the problem refers to it. */
  readonly typed?: string | undefined;
  /** Reports the error in the typed text; undefined once it can be parsed. */
  unreadable(problem: string | undefined, typed?: string): void;
  /** When a change applies, if that isn't immediately. */
  readonly effect?: string | undefined;
  /** For a payload: its notation. */
  readonly writing?: PayloadWriting;
  /** For a field with kinds: what was typed for the others. */
  readonly left?: KindDrafts;
}

/** How a payload is written: as text or as hex. */
export interface PayloadWriting {
  readonly encoding: Encoding;
  /** The notation that the user chose. */
  readonly notation: PayloadNotation | undefined;
  choose(notation: PayloadNotation): void;
}

export interface TextOptions {
  /** Encoding whose control characters and invalid bytes are shown and typed as escapes. */
  readonly escapes?: Encoding;
  readonly placeholder?: string;
  /** Accessible name, if it has no label. */
  readonly name?: string;
  /** Id of the description, if that isn't the help of its row. */
  readonly help?: string | undefined;
  /** Id of the list of suggestions. */
  readonly list?: string;
  readonly isDisabled?: boolean;
}

export function textInput(
  id: string,
  state: FieldState,
  { escapes, placeholder = '', name, help, list, isDisabled = false }: TextOptions = {},
): TemplateResult {
  const text = typeof state.value === 'string' ? state.value : '';
  const shown = state.typed ?? (escapes ? escapeText(text, escapes) : text);
  return html`<input type="text" class="form-text" id=${id} spellcheck="false" autocomplete="off" placeholder=${placeholder}
    aria-label=${name ?? nothing} aria-describedby=${describedBy(id, state.problem, help)}
    list=${list ?? nothing} ?disabled=${isDisabled} aria-invalid=${state.problem === undefined ? 'false' : 'true'} .value=${unlessTyping(id, shown)}
    @input=${(event: Event) => {
      const field = event.target as HTMLInputElement;
      typing.set(field, {});
      readText(field.value, state, escapes);
    }}>`;
}

function readText(typed: string, state: FieldState, escapes: Encoding | undefined): void {
  try {
    const text = escapes ? unescapeText(typed, escapes) : typed;
    state.unreadable(undefined);
    state.set(text === '' ? undefined : text);
  } catch (error) {
    state.unreadable(problemSentence(error), typed);
  }
}

/** Returns the id of the element that shows a control's problem. */
export function problemId(id: string): string {
  return `${id}-problem`;
}

/** Returns the ids of a control's problem and help. Parts of a field have no help of their own. */
function describedBy(
  id: string,
  problem?: string,
  help = id.startsWith('field-') ? `${id}-help` : undefined,
): string | typeof nothing {
  const ids = [problem === undefined ? undefined : problemId(id), help].filter(one => one !== undefined);
  return ids.length === 0 ? nothing : ids.join(' ');
}

/** Inputs in which the user has typed, with the value that the typed text has, once it is known. */
const typing = new WeakMap<HTMLInputElement, { value?: string }>();

/**
 * Keeps the typed text while the user is typing, whatever its value. A different value was set elsewhere, and is shown.
 */
function unlessTyping(id: string, value: string): unknown {
  const active = document.activeElement;
  const typed = active instanceof HTMLInputElement && active.id === id ? typing.get(active) : undefined;
  if (!typed) return live(value);
  typed.value ??= value;
  if (typed.value === value) return (active as HTMLInputElement).value;
  typing.delete(active as HTMLInputElement);
  return live(value);
}

/**
 * Incomplete input such as `1e` is an empty field to the page, so an empty text is kept as typed. `min` is the least
 * value that the field's buttons set; null if there is none.
 */
export function numberInput(
  id: string,
  { value, problem, typed, set, unreadable }: FieldState,
  placeholder = '',
  min: number | null = 0,
): TemplateResult {
  return html`<input type="number" class="form-number" id=${id} min=${min ?? nothing} step="1" placeholder=${placeholder}
    aria-describedby=${describedBy(id, problem)} aria-invalid=${problem === undefined ? 'false' : 'true'}
    .value=${live(typed ?? (value === undefined ? '' : String(value)))}
    @input=${(event: Event) => {
      const { validity, valueAsNumber } = event.target as HTMLInputElement;
      if (validity.badInput) return unreadable(l10n.t('Enter a number.'), '');
      unreadable(undefined);
      set(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber);
    }}>`;
}

export function switchInput(id: string, { value, set }: FieldState, isOnByDefault = false): TemplateResult {
  return html`<input type="checkbox" class="form-switch" id=${id} aria-describedby=${describedBy(id)}
    .checked=${live(typeof value === 'boolean' ? value : isOnByDefault)}
    @change=${(event: Event) => {
      const { checked } = event.target as HTMLInputElement;
      set(checked === isOnByDefault ? undefined : checked);
    }}>`;
}

/** The first option is the default, which the config omits; a kind is always present. */
export function choiceInput(
  id: string,
  options: Readonly<Record<string, string>>,
  { value, set }: FieldState,
  name?: string,
): TemplateResult {
  const [standard = ''] = Object.keys(options);
  return html`<select id=${id} aria-label=${name ?? nothing} aria-describedby=${describedBy(id)}
    @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
    ${Object.entries(options).map(
      ([key, label]) => html`<option value=${key} .selected=${live(key === (value ?? standard))}>${label}</option>`,
    )}
  </select>`;
}
