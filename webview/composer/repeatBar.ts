/** The bar for sending the message repeatedly: interval, count, progress, and a button to start or stop. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { maxRepeatCount, maxRepeatMs, type RepeatPlan, type RepeatState } from '../../src/core/message/repetition.ts';

export interface RepeatActions {
  change(plan: RepeatPlan): void;
  start(): void;
  stop(): void;
}

export function repeatBar(
  plan: RepeatPlan,
  state: RepeatState | undefined,
  blocked: string | undefined,
  actions: RepeatActions,
): TemplateResult {
  const running = state?.running ?? false;
  const shown = running && state ? state : plan;
  const field = { disabled: running };
  return html`<div class="composer-bar repeat" role="group" aria-label=${l10n.t('Repeat')}>
    <label class="field"><span class="field-label">${l10n.t('Every')}</span>
      ${numberInput({ ...field, label: l10n.t('Interval (ms)'), value: shown.everyMs, max: maxRepeatMs }, everyMs =>
        actions.change({ ...plan, everyMs: everyMs ?? plan.everyMs }),
      )}<span class="field-label">${l10n.t('ms')}</span></label>
    <label class="field"><span class="field-label">${l10n.t('Times')}</span>
      ${numberInput(
        {
          ...field,
          label: l10n.t('Number of times; leave empty to repeat until stopped'),
          value: shown.count,
          max: maxRepeatCount,
        },
        count => actions.change({ everyMs: plan.everyMs, ...(count !== undefined && { count }) }),
      )}</label>
    ${
      running
        ? html`<vscode-button secondary icon="debug-stop" @click=${actions.stop}>${l10n.t('Stop')}</vscode-button>`
        : html`<vscode-button secondary icon="play" ?disabled=${blocked !== undefined} aria-disabled=${blocked !== undefined} title=${blocked ?? ''}
            @click=${actions.start}>${l10n.t('Start')}</vscode-button>`
    }
    ${state ? progress(state) : nothing}
  </div>`;
}

function progress({ done, count, running, problem }: RepeatState): TemplateResult {
  const said = count === undefined ? l10n.t('{0} sent', done) : l10n.t('{0} of {1} sent', done, count);
  const trouble = running ? undefined : problem;
  return html`<span class="repeat-progress ${trouble === undefined ? '' : 'problem'}" role=${trouble === undefined ? 'note' : 'alert'}>${
    trouble === undefined ? said : `${said} · ${trouble}`
  }</span>`;
}

interface NumberField {
  readonly label: string;
  readonly value: number | undefined;
  readonly max: number;
  readonly disabled: boolean;
}

function numberInput(
  { label, value, max, disabled }: NumberField,
  set: (value: number | undefined) => void,
): TemplateResult {
  const text = value === undefined ? '' : String(value);
  return html`<input type="number" min="1" max=${max} step="1" aria-label=${label} title=${label} placeholder="∞"
    .value=${text} ?disabled=${disabled}
    @input=${({ target }: Event) => {
      const field = target as HTMLInputElement;
      if (field.value === '' && !field.validity.badInput) set(undefined);
      else if (field.validity.valid) set(field.valueAsNumber);
    }}
    @change=${({ target }: Event) => {
      // Show what applies: rejected text must not remain.
      (target as HTMLInputElement).value = text;
    }}
    @keydown=${(event: KeyboardEvent) => {
      // Enter would submit the form and send the message.
      if (event.key === 'Enter') event.preventDefault();
    }}>`;
}
