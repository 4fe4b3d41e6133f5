/** Under the form: what applies the changes, and what they do to those who are connected. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { ChangeEffect } from '../../src/core/configChange.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { EndpointState } from '../../src/core/endpointSnapshot.ts';

export interface FooterState {
  readonly isChanged: boolean;
  readonly isUsable: boolean;
  readonly isApplying: boolean;
  readonly effect: ChangeEffect;
  readonly kind: EndpointConfig['kind'];
  readonly endpointState: EndpointState;
  /** Open connections. */
  readonly peers: number;
  readonly status: string | undefined;
}

export interface FooterActions {
  submit(event: Event): void;
  discard(): void;
  editAsJson(): void;
}

export function formFooter(state: FooterState, { submit, discard, editAsJson }: FooterActions): TemplateResult {
  const { isChanged, isUsable, isApplying, effect, status } = state;
  return html`<div class="form-footer">
    ${
      isChanged
        ? html`<vscode-button type="submit" icon=${effect === 'restart' ? 'debug-restart' : 'check'}
            ?disabled=${!isUsable || isApplying} aria-disabled=${!isUsable || isApplying} @click=${submit}>${applyLabel(state)}</vscode-button>`
        : html`<vscode-button type="submit" secondary @click=${submit}>${l10n.t('Close')}</vscode-button>`
    }
    <button type="button" class="link" ?disabled=${!isChanged} @click=${discard}>${l10n.t('Discard Changes')}</button>
    <button type="button" class="link" @click=${editAsJson}>${l10n.t('Edit as JSON')}</button>
    <span class="form-status" role="status">${status}</span>
  </div>`;
}

/** What the button does, and whom it disconnects. */
export function applyLabel({ effect, kind, endpointState, peers }: FooterState): string {
  if (endpointState === 'closed' || endpointState === 'failed') return l10n.t('Apply and Start');
  if (effect !== 'restart') return l10n.t('Apply');
  if (kind === 'udp' || peers === 0) return l10n.t('Apply and Restart');
  if (kind === 'tcp-client') return l10n.t('Apply and Restart (closes the connection)');
  return peers === 1
    ? l10n.t('Apply and Restart (disconnects 1 client)')
    : l10n.t('Apply and Restart (disconnects {0} clients)', peers);
}
