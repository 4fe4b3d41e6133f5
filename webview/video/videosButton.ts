/** The toolbar's button for the place where video is shown, with the number of those that run. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { toggleButton } from '../toggleButton.ts';

export function videosButton(running: number, shown: boolean, show: (shown: boolean) => void): TemplateResult {
  const label = running === 0 ? l10n.t('Video') : l10n.t('Video ({0})', running);
  return html`<span class="counted">${toggleButton('device-camera-video', label, shown, show)}${
    running === 0 ? nothing : html`<span class="count" aria-hidden="true">${running}</span>`
  }</span>`;
}
