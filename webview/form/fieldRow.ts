/** One line of the form: label, control, help, and what is wrong with it. */
import { html, nothing, type TemplateResult } from 'lit';
import { choiceInput, type FieldState, numberInput, switchInput, textInput } from './controls.ts';
import type { Field } from './fields.ts';
import { payloadInput } from './payloadField.ts';

export function fieldRow(field: Field, state: FieldState): TemplateResult {
  const id = `field-${field.path.join('-')}`;
  const { label, help, control: kind } = field;
  const content = control(id, field, state);
  if (kind.type !== 'switch') return labelled({ id, label, help, problem: state.problem }, content);
  // What a switch does is read beside it.
  return html`<div class="form-row">
    <label class="form-label" for=${id}>${label}</label>
    <div class="form-switch-line">${content}<span class="form-help" id="${id}-help">${help}</span></div>
  </div>`;
}

interface Labelled {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly problem: string | undefined;
}

/** The control has this id, and `${id}-help` describes it. */
export function labelled({ id, label, help, problem }: Labelled, content: TemplateResult): TemplateResult {
  return html`<div class="form-row ${problem === undefined ? '' : 'wrong'}">
    <label class="form-label" for=${id}>${label}</label>
    <div class="form-control">${content}
      ${problem === undefined ? nothing : html`<div class="form-problem" role="alert">${problem}</div>`}
      <div class="form-help" id="${id}-help">${help}</div>
    </div>
  </div>`;
}

function control(id: string, { control: kind }: Field, state: FieldState): TemplateResult {
  switch (kind.type) {
    case 'text':
      return textInput(id, state, kind);
    case 'number':
      return html`${numberInput(id, state, kind.placeholder ?? '')}${kind.unit ? html` <span class="form-unit">${kind.unit}</span>` : nothing}`;
    case 'switch':
      return switchInput(id, state, kind.isOnByDefault ?? false);
    case 'choice':
      return choiceInput(id, kind.options, state);
    case 'payload':
      return payloadInput(id, state, kind.notationName);
  }
}
