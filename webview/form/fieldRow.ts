/** One row of the form: label, control, help, when a change applies, and the problem. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FieldPath } from './configDraft.ts';
import { choiceInput, type FieldState, numberInput, problemId, switchInput, textInput } from './controls.ts';
import type { Field } from './fields.ts';
import { payloadInput } from './payloadField.ts';

/** Returns the id of a field's control. */
export function fieldId(path: FieldPath): string {
  return `field-${path.join('-')}`;
}

export function fieldRow(field: Field, state: FieldState): TemplateResult {
  const { path, label, help, control: kind } = field;
  const id = fieldId(path);
  const content = control(id, field, state);
  if (kind.type !== 'switch')
    return labeled({ id, label, help, problem: state.problem, effect: state.effect }, content);
  // The text beside a checkbox describes it.
  return html`<div class="form-row">
    <label class="form-label" for=${id}>${label}</label>
    <div class="form-switch-line">${content}${helpText(id, help, state.effect)}</div>
  </div>`;
}

interface Labeled {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly problem: string | undefined;
  readonly effect?: string | undefined;
}

/** `id` is that of the control; `${id}-help` describes it, and `${id}-problem` reports its problem. */
export function labeled({ id, label, help, problem, effect }: Labeled, content: TemplateResult): TemplateResult {
  return html`<div class="form-row ${problem === undefined ? '' : 'wrong'}">
    <label class="form-label" for=${id}>${label}</label>
    <div class="form-control">${content}
      ${problemElement(id, problem)}
      ${helpText(id, help, effect)}
    </div>
  </div>`;
}

/** Returns the element for the problem of the control with this id. */
export function problemElement(id: string, problem: string | undefined): TemplateResult | typeof nothing {
  if (problem === undefined) return nothing;
  return html`<div class="form-problem" role="alert" id=${problemId(id)}>${problem}</div>`;
}

function helpText(id: string, help: string, effect: string | undefined): TemplateResult {
  return html`<div class="form-help" id="${id}-help">${help}${effect === undefined ? nothing : html` <span class="form-effect">${effect}</span>`}</div>`;
}

function control(id: string, { control: kind }: Field, state: FieldState): TemplateResult {
  switch (kind.type) {
    case 'text':
      return textInput(id, state, kind);
    case 'number':
      return html`${numberInput(id, state, kind.placeholder, kind.min)}${kind.unit ? html` <span class="form-unit">${kind.unit}</span>` : nothing}`;
    case 'switch':
      return switchInput(id, state, kind.isOnByDefault ?? false);
    case 'choice':
      return choiceInput(id, kind.options, state);
    case 'payload':
      return payloadInput(id, state, kind.notationName);
  }
}
