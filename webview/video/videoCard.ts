/** The card of a video: its name, its pictures, its state, and its actions. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { formatBytes } from '../../src/core/bytes/formatBytes.ts';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import type { PanelVideo } from '../../src/protocol/videoCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { captureLine } from './captureLine.ts';
import type { RecordingState } from './recordings.ts';
import { videoButtons } from './videoButtons.ts';
import type { VideosController } from './videosController.ts';
import { otherSide, videoCondition, videoCounts, videoFigures, videoName } from './videoTexts.ts';

export interface VideoCardContext {
  readonly videos: VideosController;
  readonly labels: PeerLabels;
  /** Sent video to show in a corner of the picture. */
  readonly inset?: PanelVideo | undefined;
  /** Whether the video's picture is shown inside another one. */
  readonly isInset?: boolean;
  /** Whether the video is in its own tab. */
  readonly isAlone?: boolean;
  /** Further buttons, depending on where the card is shown. */
  readonly more?: TemplateResult | undefined;
}

export function videoCard(video: PanelVideo, context: VideoCardContext): TemplateResult {
  const { id, problem } = video;
  const { videos, labels, isInset = false, isAlone = false, more } = context;
  const recording = videos.recordings.state(id);
  const side = otherSide(video, labels);
  const figures = `video-${id}-figures`;
  return html`<div class="video video-${video.state} ${isInset ? 'no-frame' : ''}" role="group" data-video=${id}
    aria-label=${spokenName(video, labels)} aria-describedby=${figures}>
    <div class="video-line">
      ${symbol(video)}
      <span class="video-name" title=${visibleText(video.label)}>${videoName(video, labels)}</span>
      ${side === undefined ? nothing : html`<span class="video-side">${side}</span>`}
      ${videoButtons(video, { videos, recording, isAlone, more })}
    </div>
    ${captureLine(video, videos)} ${isInset ? nothing : frame(video, context, recording)}
    <div class="video-figures" id=${figures}>
      <span class="video-facts">${factsOf(videoFigures(video))}</span>
      <span class="video-facts">${factsOf(videoCounts(video))}</span>
    </div>
    ${problem === undefined ? nothing : html`<div class="video-problem">${problem}</div>`}
  </div>`;
}

function frame(
  video: PanelVideo,
  { videos, labels, inset }: VideoCardContext,
  recording: RecordingState | undefined,
): TemplateResult {
  const condition = videoCondition(video);
  const isActual = videos.isActualSize(video.id);
  // Set as a property: the page's content security policy forbids style attributes.
  const size = videos.size(video.id);
  const shape = size ? `--aspect: ${size.width} / ${size.height}` : '';
  return html`<div class="video-frame ${isActual ? 'actual' : ''}" tabindex=${isActual ? 0 : nothing} .style=${shape}>
    ${picture(video, videos, labels)}
    ${inset ? insetPicture(inset, videos, labels) : nothing}
    ${condition === undefined ? nothing : html`<span class="video-condition ${size ? 'aside' : ''}">${condition}</span>`}
    ${recording ? recordingBadge(recording) : nothing}
  </div>`;
}

function insetPicture(video: PanelVideo, videos: VideosController, labels: PeerLabels): TemplateResult {
  return html`<div class="video-inset video-${video.state}">${picture(video, videos, labels)}
    ${video.state === 'muted' ? html`<span class="video-condition">${l10n.t('muted')}</span>` : nothing}</div>`;
}

function picture(video: PanelVideo, videos: VideosController, labels: PeerLabels): unknown {
  const { id } = video;
  // Keyed, so that the picture of one video never stays for another.
  return keyed(
    id,
    html`<portside-picture .video=${id} .label=${spokenName(video, labels)} .screens=${videos.screens}
    .onSize=${videos.setSize} .isActualSize=${videos.isActualSize(id)}
    .isRecorded=${videos.recordings.state(id) !== undefined}></portside-picture>`,
  );
}

function recordingBadge({ seconds, bytes }: RecordingState): TemplateResult {
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const label = l10n.t('recording');
  return html`<span class="video-recording"><span class="codicon codicon-record" role="img" aria-label=${label} title=${label}></span>
    ${time} · ${formatBytes(bytes)}</span>`;
}

function symbol(video: PanelVideo): TemplateResult {
  const { direction } = video;
  const label = direction === 'in' ? l10n.t('receiving') : l10n.t('sending');
  return html`<span class="video-symbol codicon codicon-${symbolIcon(video)} ${direction}" role="img" aria-label=${label} title=${label}></span>`;
}

function symbolIcon({ direction, state, problem }: PanelVideo): string {
  if (state === 'ended') return problem === undefined ? 'circle-outline' : 'error';
  return direction === 'in' ? 'arrow-down' : 'arrow-up';
}

/** Returns the name with the full address, since the label may be shortened. */
function spokenName(video: PanelVideo, labels: PeerLabels): string {
  const address = video.peers[0]?.address ?? video.label;
  return video.direction === 'in'
    ? l10n.t('Video from {0}', address)
    : l10n.t('Video sent: {0}', videoName(video, labels));
}

/** Lets lines break between facts, but not within one. */
function factsOf(facts: readonly string[]): TemplateResult[] {
  return facts.map(fact => html`<span>${fact.replaceAll(' ', '\u00a0')}</span> `);
}
