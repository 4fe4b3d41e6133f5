/** The bar below the toolbar that jumps to a time in the transcript. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { formatShortTime, readTime } from '../formatTime.ts';
import { iconButton } from '../widgets/iconButton.ts';

export interface GoToActions {
  /** Shows the entries at a time, in ms since the epoch. */
  goToTime(time: number): void;
  close(): void;
}

export function goToBar(actions: GoToActions): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    // The buttons use Enter themselves.
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) goToTime(event.target, actions);
    else if (event.key === 'Escape') actions.close();
    else return;
    event.preventDefault();
  };
  const go = (event: Event) => {
    const input = (event.currentTarget as HTMLElement).closest('.bar')?.querySelector('input');
    if (input) goToTime(input, actions);
  };
  return html`<div class="bar" @keydown=${onKey}>
    <label class="field">${l10n.t('Go to time')}
      <input type="text" class="time-input" spellcheck="false" autocomplete="off" placeholder=${formatShortTime(Date.now())}></label>
    <button type="button" class="link" @click=${go}>${l10n.t('Go')}</button>
    <span class="bar-close">${iconButton('close', l10n.t('Close (Escape)'), actions.close)}</span>
  </div>`;
}

/** Goes to the typed time, or says what a time looks like. */
function goToTime(input: HTMLInputElement, actions: GoToActions): void {
  const time = readTime(input.value);
  const isWrong = time === undefined && input.value.trim() !== '';
  input.setCustomValidity(isWrong ? l10n.t('Enter a time such as {0}, or a date.', formatShortTime(Date.now())) : '');
  if (isWrong) input.reportValidity();
  if (time !== undefined) actions.goToTime(time);
}
