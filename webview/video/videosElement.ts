/** The videos of the endpoint, beside or above the transcript. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelVideo } from '../../src/protocol/videoCalls.ts';
import type { Trouble } from '../errorText.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { iconButton } from '../widgets/iconButton.ts';
import { toggleButton } from '../widgets/toggleButton.ts';
import { troubleLine } from '../widgets/troubleLine.ts';
import './pictureElement.ts';
import { videoCard } from './videoCard.ts';
import type { VideosController } from './videosController.ts';
import { noVideo } from './videoTexts.ts';

/** Rendering interval during a recording, since its time advances even if nothing else changes. */
const tickMs = 1000;

@customElement('portside-videos')
export class VideosElement extends LitElement {
  @property({ attribute: false }) videos: VideosController | undefined;
  /** The controller's list: a different object whenever it has changed. */
  @property({ attribute: false }) list: VideosController['list'] | undefined;
  @property({ attribute: false }) problem: Trouble | undefined;
  @property({ attribute: false }) labels: PeerLabels | undefined;
  /** Whether the area is shown even without video. */
  @property({ attribute: false }) isOpen = false;
  /** Whether a peer sends video and the user is asked whether to show it. */
  @property({ attribute: false }) isOffered = false;
  /** Whether sent video is shown in a corner of received video. */
  @property({ attribute: false }) isInset = false;
  @property({ attribute: false }) onInset: (isInset: boolean) => void = () => undefined;
  @property({ attribute: false }) onClose: () => void = () => undefined;
  /** Called when the user wants to send video; `onShow`, when they want to see a peer's. */
  @property({ attribute: false }) onSend: () => void = () => undefined;
  @property({ attribute: false }) onShow: () => void = () => undefined;
  private ticker: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.tick(false);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    this.tick(this.videos?.recordings.isRecording ?? false);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { list, problem, isOpen } = this;
    if (!list) return nothing;
    const { shown, pair } = list;
    const frames = shown.length - (this.isInset && pair ? 1 : 0);
    if (shown.length === 0 && !isOpen && problem === undefined) return nothing;
    const kind = `${frames === 1 ? 'one-frame' : ''} ${list.running > 0 ? 'has-running' : ''}`;
    return html`<section class="videos" aria-label=${l10n.t('Video')}>
      ${this.heading(pair !== undefined)}
      ${troubleLine(problem, () => this.videos?.showProblem(undefined))}
      <div class="video-list ${kind}">${this.cards(shown)}${shown.length === 0 ? this.invitation() : nothing}</div>
    </section>`;
  }

  private cards(shown: readonly PanelVideo[]): unknown {
    const { videos, labels, list } = this;
    if (!videos || !labels) return nothing;
    const pair = this.isInset ? list?.pair : undefined;
    return repeat(
      shown,
      ({ id }) => id,
      video =>
        videoCard(video, {
          videos,
          labels,
          inset: video.id === pair?.other.id ? pair.own : undefined,
          isInset: video.id === pair?.own.id,
        }),
    );
  }

  private heading(hasPair: boolean): TemplateResult {
    return html`<div class="rail-heading">
      <span class="codicon codicon-device-camera-video" aria-hidden="true"></span><h2>${l10n.t('Video')}</h2>
      <span class="video-buttons">
        ${hasPair ? toggleButton('layout-panel-right', l10n.t('Picture in Picture'), this.isInset, this.onInset) : nothing}
        ${iconButton('add', l10n.t('Send Video…'), () => this.onSend())}
        ${iconButton('close', l10n.t('Close'), () => this.onClose())}
      </span>
    </div>`;
  }

  private invitation(): TemplateResult {
    return html`<p class="videos-none">${noVideo(this.isOffered)}
      <span class="videos-invitation">
        <button type="button" class="link" @click=${() => this.onSend()}>${l10n.t('Send Video…')}</button>
        <button type="button" class="link" @click=${() => this.onShow()}>${l10n.t('Show Video…')}</button>
      </span></p>`;
  }

  private tick(isRecording: boolean): void {
    if (isRecording === (this.ticker !== undefined)) return;
    clearInterval(this.ticker);
    this.ticker = isRecording ? setInterval(() => this.requestUpdate(), tickMs) : undefined;
  }
}
