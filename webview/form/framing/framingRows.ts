/** Rows of a framing's parts. */
import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import type { FieldPath } from '../configDraft.ts';
import { fieldId, fieldRow, labeled } from '../fieldRow.ts';
import type { FieldControl } from '../fields.ts';
import { byteSequenceInput } from './byteSequenceInput.ts';
import { type FramingDraft, partState, requiredNumber, requiredText } from './framingDraft.ts';

export interface RowTexts {
  readonly label: string;
  readonly help: string;
}

/** `keys` are the path of the part in its framing. */
export function partRow(draft: FramingDraft, keys: FieldPath, texts: RowTexts, control: FieldControl): TemplateResult {
  return fieldRow({ path: [...draft.path, ...keys], ...texts, control }, partState(draft, keys));
}

export function requiredNumberRow(
  draft: FramingDraft,
  keys: FieldPath,
  texts: RowTexts,
  unit?: string,
): TemplateResult {
  const control: FieldControl = { type: 'number', ...(unit !== undefined && { unit }) };
  return fieldRow({ path: [...draft.path, ...keys], ...texts, control }, requiredNumber(partState(draft, keys)));
}

export function requiredTextRow(draft: FramingDraft, keys: FieldPath, texts: RowTexts): TemplateResult {
  const field = { path: [...draft.path, ...keys], ...texts, control: { type: 'text' } } as const;
  return fieldRow(field, requiredText(partState(draft, keys)));
}

export function bytesRow(
  draft: FramingDraft,
  keys: FieldPath,
  { label, help }: RowTexts,
  isRequired = true,
): TemplateResult {
  const id = fieldId([...draft.path, ...keys]);
  const state = partState(draft, keys);
  const notationName = l10n.t('{0} format', label);
  return labeled(
    { id, label, help, problem: state.problem },
    byteSequenceInput(id, state, { notationName, isRequired }),
  );
}
