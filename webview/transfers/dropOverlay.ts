/** The overlay while files are dragged over the page: it says where they will be sent, or why they can't be. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { boot } from '../boot.ts';
import type { Addressee } from '../composer/targets.ts';

export function dropOverlay({ label, obstacle }: Addressee): TemplateResult {
  const isBlocked = obstacle !== undefined;
  return html`<div class="drop-overlay ${isBlocked ? 'blocked' : ''}" aria-hidden="true">
    <div class="drop-box">
      <span class="codicon codicon-${isBlocked ? 'circle-slash' : 'cloud-upload'}"></span>
      <p class="drop-title">${obstacle ?? l10n.t('Drop to send to {0}', label)}</p>
      ${
        isBlocked || boot.isBrowser
          ? ''
          : html`<p class="drop-hint">${l10n.t('Large files are faster when dropped in the Connections view: they are read directly from disk.')}</p>`
      }
    </div>
  </div>`;
}

/**
 * Returns the hint shown after the drag has left, perhaps only for a moment: VS Code takes over drags that were over
 * its own parts. Nothing if the files can't be dropped.
 */
export function leftHint({ obstacle }: Addressee): TemplateResult | typeof nothing {
  if (obstacle !== undefined) return nothing;
  return html`<div class="drop-overlay left" aria-hidden="true">
    <div class="drop-box">
      <p class="drop-title">${l10n.t('Hold Shift to drop here')}</p>
      <p class="drop-hint">${l10n.t('VS Code opens files dragged across the rest of the window unless you hold Shift.')}</p>
    </div>
  </div>`;
}
