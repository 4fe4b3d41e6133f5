/** One video in its own tab, optionally with the video sent from the same endpoint in a corner. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PanelVideo } from '../../src/protocol/videoCalls.ts';
import { boot } from '../boot.ts';
import { PeerLabels } from '../peerLabels.ts';
import { toggleButton } from '../widgets/toggleButton.ts';
import { troubleLine } from '../widgets/troubleLine.ts';
import './pictureElement.ts';
import { videoCard } from './videoCard.ts';
import { host, videoLink } from './videoPageHost.ts';
import { VideosController } from './videosController.ts';

const tickMs = 1000;

@customElement('portside-video-page')
export class VideoPageElement extends LitElement {
  @state() private isInset = true;
  private readonly labels = new PeerLabels();
  private readonly videos = new VideosController(this, {
    link: videoLink,
    labels: this.labels,
    onBegin: () => undefined,
  });
  private ticker: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Render periodically during a recording, since its time advances even if nothing else changes.
    this.ticker = setInterval(() => this.videos.recordings.isRecording && this.requestUpdate(), tickMs);
    void host.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticker);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { videos, labels } = this;
    const video = videos.list.get(boot.video ?? '');
    if (!video) return html`<div class="loading-panel">${l10n.t('Loading…')}</div>`;
    const own = this.ownPicture(video);
    return html`<h1 class="spoken">${l10n.t('Video: {0}', video.label)}</h1>
      ${troubleLine(videos.problem, () => videos.showProblem(undefined))}
      <div class="video-alone">${videoCard(video, { videos, labels, isAlone: true, inset: this.isInset ? own : undefined, more: own && this.insetButton() })}</div>`;
  }

  /** Returns the video being sent while this one is received. */
  private ownPicture(video: PanelVideo): PanelVideo | undefined {
    const sent = this.videos.list.shown.filter(({ direction, state: how }) => direction === 'out' && how !== 'ended');
    return video.direction === 'in' && sent.length === 1 ? sent[0] : undefined;
  }

  private insetButton(): TemplateResult {
    const set = (isInset: boolean) => {
      this.isInset = isInset;
    };
    return toggleButton('layout-panel-right', l10n.t('Picture in Picture'), this.isInset, set);
  }
}
