/** Options of a length prefix that few protocols need, collapsed unless one is set or invalid. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { type FieldState, textInput } from '../controls.ts';
import { fieldId, labeled } from '../fieldRow.ts';
import { type FramingDraft, partState, requiredText } from './framingDraft.ts';
import { bytesRow, partRow } from './framingRows.ts';

const at = 'lengthPrefix';
const options = ['offset', 'includesHeader', 'adjust', 'trailer', 'jsonHeader'] as const;

export function lengthOptions(draft: FramingDraft): TemplateResult {
  const id = fieldId([...draft.path, at, 'options']);
  // It isn't collapsed while the user is in it.
  const isOpen = needsSight(draft) || (document.getElementById(id) as HTMLDetailsElement | null)?.open === true;
  return html`<details class="form-expert framing-more" id=${id} ?open=${isOpen}>
    <summary>${l10n.t('More length options')}</summary>
    ${[...counting(draft), trailer(draft), ...jsonHeader(draft)]}
  </details>`;
}

function needsSight(draft: FramingDraft): boolean {
  return options.some(option => {
    const { value, problem } = partState(draft, [at, option]);
    return value !== undefined || problem !== undefined;
  });
}

function counting(draft: FramingDraft): TemplateResult[] {
  const offset = {
    label: l10n.t('Bytes before the length'),
    help: l10n.t('If set, even to 0, messages include their header, also those that you send.'),
  };
  const includes = {
    label: l10n.t('Length includes the header'),
    help: l10n.t('The length also counts itself and the bytes before it.'),
  };
  const adjust = {
    label: l10n.t('Added to the length'),
    help: l10n.t('Number of bytes that follow beyond the length. Negative if the length counts too much.'),
  };
  return [
    partRow(draft, [at, 'offset'], offset, { type: 'number', unit: l10n.t('bytes') }),
    partRow(draft, [at, 'includesHeader'], includes, { type: 'switch' }),
    partRow(draft, [at, 'adjust'], adjust, { type: 'number', unit: l10n.t('bytes'), placeholder: '0', min: null }),
  ];
}

function trailer(draft: FramingDraft): TemplateResult {
  const help = l10n.t('Bytes after each message that the length doesn’t count, such as the comma of a netstring.');
  return bytesRow(draft, [at, 'trailer'], { label: l10n.t('Trailer'), help }, false);
}

/** Emptied, the name is kept as empty while there are other fields, which would be lost otherwise. */
function jsonHeader(draft: FramingDraft): TemplateResult[] {
  const field = {
    label: l10n.t('JSON header field'),
    help: l10n.t('If set, the length is that of a JSON header, and this field has the length of the message after it.'),
  };
  const id = fieldId([...draft.path, at, 'jsonHeader', 'field']);
  const add = partState(draft, [at, 'jsonHeader', 'add']);
  const state = partState(draft, [at, 'jsonHeader', 'field']);
  const named = add.value === undefined ? state : requiredText(state);
  return [labeled({ id, ...field, problem: state.problem }, textInput(id, named)), otherFields(draft, add)];
}

function otherFields(draft: FramingDraft, state: FieldState): TemplateResult {
  const id = fieldId([...draft.path, at, 'jsonHeader', 'add']);
  const help = l10n.t('JSON object with what sent headers also contain, for example {0}.', '{"type": "text"}');
  return labeled(
    { id, label: l10n.t('Other JSON header fields'), help, problem: state.problem },
    textInput(id, jsonState(state)),
  );
}

/** Returns the state of a text for an object in JSON. */
function jsonState({ value, set, unreadable, ...state }: FieldState): FieldState {
  return {
    ...state,
    unreadable,
    value: value === undefined ? undefined : JSON.stringify(value),
    set: text => {
      const parsed = text === undefined ? undefined : objectIn(String(text));
      if (text !== undefined && !parsed) unreadable(l10n.t('Enter a JSON object.'), String(text));
      else set(parsed);
    },
  };
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
