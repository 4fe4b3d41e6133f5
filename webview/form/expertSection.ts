/** The *Advanced* section: fields that most people never need, collapsed unless one of them is set or invalid. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { FieldState } from './controls.ts';
import { fieldRow } from './fieldRow.ts';
import type { Field } from './fields.ts';

export interface ExpertField {
  readonly field: Field;
  readonly state: FieldState;
}

export function expertSection(
  fields: readonly ExpertField[],
  isOpen: boolean,
  onToggle: (isOpen: boolean) => void,
): TemplateResult {
  return html`<details class="form-expert" ?open=${isOpen}
    @toggle=${(event: Event) => onToggle((event.target as HTMLDetailsElement).open)}>
    <summary>${l10n.t('Advanced')}</summary>
    <fieldset data-keys=${fields.map(({ field }) => field.path[0]).join(' ')}>
      ${fields.map(({ field, state }) => fieldRow(field, state))}
    </fieldset>
  </details>`;
}

/** Whether a field is set or invalid, so that the section must be open. */
export function needsSight(fields: readonly ExpertField[]): boolean {
  return fields.some(({ state }) => state.value !== undefined || state.problem !== undefined);
}
