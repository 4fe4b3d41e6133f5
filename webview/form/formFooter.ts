/** The line below the form, which applies the changes, announces their effect on connections, and saves them. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChangeEffect } from '../../src/core/config/configChange.ts';
import { type EndpointState, isRunningState } from '../../src/core/endpointSnapshot.ts';
import type { PeerRole } from '../../src/core/kinds.ts';
import type { Applying, PanelSaved } from '../../src/protocol/panelCalls.ts';

export interface FooterState {
  readonly isChanged: boolean;
  readonly isUsable: boolean;
  readonly isApplying: boolean;
  readonly effect: ChangeEffect;
  readonly role: PeerRole;
  readonly endpointState: EndpointState;
  /** Number of open connections. */
  readonly peers: number;
  /** The place where the endpoint is saved, if it is. */
  readonly saved: PanelSaved | undefined;
  /** Whether *Also save in the … settings* is checked. */
  readonly savesToo: boolean;
  readonly status: string | undefined;
}

export interface FooterActions {
  /** Applies the draft, and then shows the conversation unless the form stays. */
  apply(how: FormApplying): void;
  close(): void;
  saveToo(isOn: boolean): void;
  discard(): void;
  editAsJson(): void;
}

export interface FormApplying extends Applying {
  /** Whether the form is still shown afterwards. */
  readonly stays: boolean;
}

interface FormButton {
  readonly label: string;
  readonly icon?: string;
  /** Absent for the button that closes the form. */
  readonly how?: FormApplying;
}

export function formFooter(state: FooterState, actions: FooterActions): TemplateResult {
  const { isChanged, saved, savesToo, status } = state;
  const [first, second] = formButtons(state);
  return html`<div class="form-footer">
    <div class="form-buttons">
      ${first ? button(first, state, actions, first.how !== undefined) : nothing} ${second ? button(second, state, actions, false) : nothing}
    </div>
    ${saved && !saved.isOnlyEdited && isChanged ? saveTooBox(saved, savesToo, actions) : nothing}
    <div class="form-links">
      <button type="button" class="link" ?disabled=${!isChanged} @click=${actions.discard}>${l10n.t('Discard Changes')}</button>
      <button type="button" class="link" @click=${actions.editAsJson}>${l10n.t('Edit as JSON')}</button>
    </div>
    <span class="form-status" role="status">${status}</span>
  </div>`;
}

/** Returns the main button, and a second one if there is any. */
export function formButtons(state: FooterState): readonly FormButton[] {
  const { isChanged, endpointState, saved, savesToo, effect } = state;
  const close: FormButton = { label: l10n.t('Close') };
  const save = saved !== undefined && (saved.isOnlyEdited || savesToo);
  const start = { start: true, save, stays: false };
  if (isRunningState(endpointState)) {
    const icon = effect === 'restart' ? 'debug-restart' : 'check';
    return isChanged ? [{ label: applyLabel(state), icon, how: { start: false, save, stays: false } }] : [close];
  }
  if (!isChanged) {
    const label = endpointState === 'failed' ? l10n.t('Try Again') : l10n.t('Start');
    return [{ label, icon: 'play', how: { ...start, save: false } }, close];
  }
  if (saved?.isOnlyEdited)
    return [
      { label: l10n.t('Save'), icon: 'save', how: { start: false, save, stays: true } },
      { label: l10n.t('Save and Start'), icon: 'play', how: start },
    ];
  return [
    { label: l10n.t('Apply and Start'), icon: 'play', how: start },
    { label: l10n.t('Apply'), icon: 'check', how: { start: false, save, stays: false } },
  ];
}

/**
 * Returns what Ctrl+S does: it starts nothing, and the form stays. Returns undefined if clients would be disconnected,
 * which only a button announces.
 */
export function onSaveKey({ isChanged, effect, endpointState, peers, saved }: FooterState): FormApplying | undefined {
  const disconnects = effect === 'restart' && peers > 0 && isRunningState(endpointState);
  return isChanged && !disconnects ? { start: false, save: saved !== undefined, stays: true } : undefined;
}

function button(
  { label, icon, how }: FormButton,
  { isChanged, isUsable, isApplying }: FooterState,
  { apply, close }: FooterActions,
  isPrimary: boolean,
): TemplateResult {
  const isOff = how !== undefined && (isApplying || (isChanged && !isUsable));
  return html`<vscode-button type="button" icon=${icon ?? ''} ?secondary=${!isPrimary} ?disabled=${isOff} aria-disabled=${isOff}
    @click=${() => (how ? apply(how) : close())}>${label}</vscode-button>`;
}

function saveTooBox({ place }: PanelSaved, savesToo: boolean, { saveToo }: FooterActions): TemplateResult {
  return html`<label class="form-save-too"><input type="checkbox" class="form-switch" .checked=${live(savesToo)}
    @change=${(event: Event) => saveToo((event.target as HTMLInputElement).checked)}> ${l10n.t('Also save in the {0}', place)}</label>`;
}

/** Returns a label with the button's effect on a running endpoint, and the number of clients that it disconnects. */
export function applyLabel({ effect, role, peers }: Pick<FooterState, 'effect' | 'role' | 'peers'>): string {
  if (effect !== 'restart') return l10n.t('Apply');
  if (role === 'sender' || peers === 0) return l10n.t('Apply and Restart');
  if (role === 'server') return l10n.t('Apply and Restart (closes the connection)');
  return peers === 1
    ? l10n.t('Apply and Restart (disconnects 1 client)')
    : l10n.t('Apply and Restart (disconnects {0} clients)', peers);
}
