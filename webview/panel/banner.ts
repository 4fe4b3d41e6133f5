/** The banner above the conversation: why the endpoint isn't open, and what can be done about it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { canKeepTrying } from '../../src/core/connectFailure.ts';
import type { PanelAction, PanelState } from '../../src/protocol/panelCalls.ts';
import type { Trouble } from '../errorText.ts';
import { iconText } from '../widgets/iconText.ts';
import type { Edit } from './header.ts';
import { startAction } from './panelStart.ts';

/**
 * Returns the banner for a failure, or for an endpoint that was open before, with a button to fix it. The form has a
 * start button of its own, which includes the changes made there.
 */
export function banner(
  { failure, wasOpen, editing, endpoint }: PanelState,
  run: (action: PanelAction) => void,
  edit: Edit,
): TemplateResult | typeof nothing {
  if (wasOpen) return wasOpenBanner(editing, run);
  if (failure === undefined) return nothing;
  if (endpoint.state === 'reconnecting') return tryingBanner(failure, run);
  const start = startAction(endpoint.state, run);
  return html`<div class="banner" role="alert">
    ${iconText('error', failure)}
    ${editing ? nothing : html`<button type="button" class="link" @click=${start.act}>${start.label}</button>`}
    ${canKeepTrying(endpoint.config, endpoint.failure) ? html`<button type="button" class="link" @click=${() => run('keepTrying')}>${l10n.t('Keep Trying')}</button>` : nothing}
    ${endpoint.failure?.code !== 'EADDRINUSE' || endpoint.failure.params.holder === undefined ? nothing : html`<button type="button" class="link" @click=${() => run('showHolder')}>${l10n.t('Show It')}</button>`}
    ${endpoint.failure?.code === 'EADDRINUSE' ? html`<button type="button" class="link" @click=${() => run('restartOnFreePort')}>${l10n.t('Use a Free Port')}</button>` : nothing}
    ${editing ? nothing : html`<button type="button" class="link" @click=${() => edit(true)}>${l10n.t('Edit…')}</button>`}
  </div>`;
}

/** Returns the banner that says why the last action wasn't performed. */
export function troubleBanner(trouble: Trouble | undefined): TemplateResult | typeof nothing {
  if (trouble === undefined) return nothing;
  const { text, isNote } = trouble;
  return isNote
    ? html`<div class="banner info" role="status">${iconText('info', text)}</div>`
    : html`<div class="banner" role="alert">${iconText('error', text)}</div>`;
}

function wasOpenBanner(editing: boolean, run: (action: PanelAction) => void): TemplateResult {
  return html`<div class="banner info" role="status">
    ${iconText('history', l10n.t('This endpoint was open in your last session.'))}
    ${editing ? nothing : html`<button type="button" class="link" @click=${() => run('restart')}>${l10n.t('Reopen')}</button>`}
  </div>`;
}

/**
 * Says why there is no connection yet. It doesn't change with each attempt, so that screen readers announce it only
 * once.
 */
function tryingBanner(failure: string, run: (action: PanelAction) => void): TemplateResult {
  return html`<div class="banner info" role="status">
    ${iconText('sync', l10n.t('{0}. Trying again…', failure))}
    <button type="button" class="link" @click=${() => run('restart')}>${l10n.t('Try Now')}</button>
    <button type="button" class="link" @click=${() => run('stop')}>${l10n.t('Stop Trying')}</button>
  </div>`;
}
