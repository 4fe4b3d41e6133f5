/** The buttons on a video's card. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelVideo } from '../../src/protocol/videoCalls.ts';
import { iconButton } from '../widgets/iconButton.ts';
import { toggleButton } from '../widgets/toggleButton.ts';
import type { RecordingState } from './recordings.ts';
import type { VideosController } from './videosController.ts';

export interface ButtonContext {
  readonly videos: VideosController;
  readonly recording: RecordingState | undefined;
  /** Whether the video is in its own tab. */
  readonly isAlone: boolean;
  /** Further buttons, depending on where the card is shown. */
  readonly more?: TemplateResult | undefined;
}

export function videoButtons(video: PanelVideo, context: ButtonContext): TemplateResult {
  const { id, label } = video;
  const { videos } = context;
  const { calls } = videos.link;
  const name = l10n.t('Video: {0}', label);
  const attempt = (act: () => Promise<void>) => () => void videos.attempt(act);
  if (video.state === 'ended')
    return html`<span class="video-buttons">
      ${
        canBeShownAgain(video) && !context.isAlone
          ? iconButton(
              'refresh',
              l10n.t('Show'),
              attempt(() => calls.showVideoAgain(id)),
            )
          : nothing
      }
      ${iconButton('close', l10n.t('Dismiss'), () => videos.putAway(id))}
    </span>`;
  const isActual = videos.isActualSize(id);
  return html`<span class="video-buttons" role="toolbar" aria-label=${name}>
    ${context.more ?? nothing}
    ${video.direction === 'out' ? muteButton(video, videos) : nothing}
    ${iconButton(
      'device-camera',
      l10n.t('Snapshot…'),
      attempt(() => calls.snapshotVideo(id)),
    )}
    ${recordButton(video, context)}
    ${toggleButton('screen-full', l10n.t('Actual Size'), isActual, actual => videos.setActualSize(id, actual))}
    ${
      context.isAlone
        ? nothing
        : iconButton(
            'open-in-window',
            l10n.t('Open Video in Its Own Panel'),
            attempt(() => calls.openVideo(id)),
          )
    }
    ${iconButton(
      'debug-stop',
      stopName(video),
      attempt(() => calls.stopVideo(id)),
    )}
  </span>`;
}

/** Whether the peer may still send video: it is connected, but what it sent wasn't video. */
function canBeShownAgain({ direction, failure }: PanelVideo): boolean {
  return direction === 'in' && failure?.code === 'NOT_VIDEO';
}

function muteButton({ id, state }: PanelVideo, videos: VideosController): TemplateResult {
  const { calls } = videos.link;
  return toggleButton(
    'debug-pause',
    l10n.t('Mute'),
    state === 'muted',
    muted => void videos.attempt(() => calls.muteVideo(id, muted)),
  );
}

function recordButton({ id }: PanelVideo, { videos, recording }: ButtonContext): TemplateResult {
  const label = recording ? l10n.t('Stop Recording') : l10n.t('Record…');
  const toggle = () => void videos.attempt(() => videos.toggleRecording(id));
  return toggleButton(recording ? 'stop-circle' : 'record', label, recording !== undefined, toggle, !videos.size(id));
}

function stopName({ direction }: PanelVideo): string {
  return direction === 'in' ? l10n.t('Stop Showing') : l10n.t('Stop Sending');
}
