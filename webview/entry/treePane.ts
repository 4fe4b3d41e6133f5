/** The entry as a pickle: read as data by our own reader. It is never run. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { PickleFlaw } from '../../src/core/pickle/pickleValue.ts';
import { byteCount } from '../byteCount.ts';
import type { FoundPickle } from './foundPickle.ts';
import './treeElement.ts';

export function picklePane({ at, root, flaw }: FoundPickle): TemplateResult {
  return html`<div class="pickle-notes">
      <span class="codicon codicon-shield" aria-hidden="true"></span>
      <span>${l10n.t('Shown as data. Nothing in it was executed.')}</span>
      ${at === 0 ? '' : html`<span>${l10n.t('Starts after a length prefix of {0}.', byteCount(at))}</span>`}
    </div>
    ${flaw ? html`<p class="pickle-flaw">${flawText(flaw)}</p>` : html`<portside-pickle-tree .root=${root}></portside-pickle-tree>`}`;
}

function flawText(flaw: PickleFlaw): string {
  return flaw.code === 'truncatedPickle'
    ? l10n.t('The pickle is incomplete: this message ends at byte {0} of it.', flaw.at)
    : l10n.t('The pickle is too complex to be shown.');
}
