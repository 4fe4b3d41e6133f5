/** The line about a video's capture: the source of its pictures, or the problem, and the available actions. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { CaptureView, PanelVideo } from '../../src/protocol/videoCalls.ts';
import { iconText } from '../widgets/iconText.ts';
import type { VideosController } from './videosController.ts';

export function captureLine(
  { id, capture, state }: PanelVideo,
  videos: VideosController,
): TemplateResult | typeof nothing {
  if (!capture || state === 'ended') return nothing;
  const { calls } = videos.link;
  const attempt = (act: () => Promise<void>) => () => void videos.attempt(act);
  const isTroubled = capture.state === 'troubled';
  const needsClick = videos.captures.waitsForClick(id);
  return html`<div class="video-capture ${capture.state}" role=${isTroubled ? 'alert' : nothing}>
    ${iconText(isTroubled ? 'warning' : kindIcon(capture), captureText(capture))}
    ${
      needsClick
        ? html`<button type="button" class="link" @click=${() => videos.captures.choose(id)}>${l10n.t('Choose What to Share')}</button>`
        : nothing
    }
    ${
      isTroubled && !needsClick
        ? html`<button type="button" class="link" @click=${attempt(() => calls.retryCapture(id))}>${l10n.t('Try Again')}</button>`
        : nothing
    }
    <button type="button" class="link" @click=${attempt(() => calls.changeCapture(id))}>${l10n.t('Try Another Way…')}</button>
  </div>`;
}

function kindIcon({ kind }: CaptureView): string {
  return kind === 'camera' ? 'device-camera-video' : 'device-desktop';
}

/** Returns, for example, `FaceTime HD via Panel`. */
export function captureText({ kind, state, method, device = '', problem = '' }: CaptureView): string {
  switch (state) {
    case 'running':
      return l10n.t('{0} via {1}', device, method);
    case 'asking':
      return kind === 'camera'
        ? l10n.t('Requesting camera access: {0}', method)
        : l10n.t('Requesting screen access: {0}', method);
    case 'away':
      return l10n.t('Paused while the panel capturing the video is hidden.');
    case 'troubled':
      return problem;
    default:
      return state satisfies never;
  }
}
