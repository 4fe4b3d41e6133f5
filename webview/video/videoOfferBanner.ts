/** The banner that says that a peer's data looks like video, and asks whether to show it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelState, VideoAnswer } from '../../src/protocol/panelCalls.ts';
import { iconText } from '../widgets/iconText.ts';

export function videoOffers(
  { videoOffers: addresses }: PanelState,
  answer: (answer: VideoAnswer) => void,
): TemplateResult | typeof nothing {
  const [first] = addresses;
  if (first === undefined) return nothing;
  const text =
    addresses.length === 1
      ? l10n.t('{0} is sending video.', first)
      : l10n.t('{0} and {1} more are sending video.', first, addresses.length - 1);
  const button = (label: string, given: VideoAnswer) =>
    html`<button type="button" class="link" @click=${() => answer(given)}>${label}</button>`;
  return html`<div class="banner info" role="status">
    ${iconText('device-camera-video', text)}
    ${button(l10n.t('Show Video'), 'show')} ${button(l10n.t('Not Now'), 'later')}
    ${button(l10n.t('Always Show for This Endpoint'), 'always')}
  </div>`;
}
