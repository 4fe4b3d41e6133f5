/** Notes of the form: when changes apply, and which keys have no field in it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type FieldEffect, fieldEffect, optionEffect } from '../../src/core/config/configChange.ts';
import type { EndpointConfig, SocketOptions } from '../../src/core/endpointConfig.ts';
import type { FieldPath } from './configDraft.ts';

/** Renders the notes above the fields. */
export function formNotes(unknownKeys: readonly string[], isRunning: boolean): TemplateResult {
  return html`${isRunning ? html`<div class="form-note">${l10n.t('Changes apply without disconnecting anyone, except where a field requires a restart.')}</div>` : nothing}
    ${unknownKeys.length === 0 ? nothing : html`<div class="form-note">${l10n.t('Unknown keys, kept unchanged: {0}', unknownKeys.join(', '))}</div>`}`;
}

/** Returns when a change of a field takes effect, unless that is immediately. */
export function effectText([key = '', option]: FieldPath): string | undefined {
  const effect =
    key === 'options' && option !== undefined
      ? optionEffect(option as keyof SocketOptions)
      : fieldEffect(key as keyof EndpointConfig);
  const texts: Record<FieldEffect, string | undefined> = {
    now: undefined,
    nextConnection: l10n.t('Applies to new connections.'),
    restart: l10n.t('Requires a restart.'),
  };
  return texts[effect];
}
