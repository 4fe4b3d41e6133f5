/** The camera page: shows what is being sent, and lets the user choose the camera or a screen, and stop. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CameraPicture } from '../../src/core/camera/cameraPicture.ts';
import type { CameraProblem } from '../../src/core/camera/cameraProblem.ts';
import type { CameraKind, CameraTask } from '../../src/core/camera/cameraTask.ts';
import { reportFailures } from '../failures.ts';
import { type CameraHost, connect, type SocketEnd } from './cameraSocket.ts';
import { Capture } from './capture/capture.ts';
import { CaptureError, problemOf } from './capture/captureProblem.ts';
import { type Camera, cameras } from './capture/devices.ts';
import { readsHidden } from './capture/sourceFrame.ts';
import { figures } from './figures.ts';
import { type PageState, placeText, stateName } from './pageTexts.ts';
import { portsideIcon } from './portsideIcon.ts';

const figuresEveryMs = 1000;

@customElement('portside-camera')
export class CameraPageElement extends LitElement {
  @state() private now: PageState = { at: 'connecting' };
  @state() private task: CameraTask | undefined;
  @state() private kind: CameraKind = 'camera';
  @state() private known: readonly Camera[] = [];
  /** Pictures taken in the last second. */
  @state() private fps = 0;
  @query('video') private preview!: HTMLVideoElement | null;
  private host: CameraHost | undefined;
  private capture: Capture | undefined;
  /** Number of the newest attempt to start; earlier ones are abandoned. */
  private attempt = 0;
  private taken = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.listCameras());
    setInterval(() => this.count(), figuresEveryMs);
    this.connect();
    reportFailures({ reportFailure: async failure => this.host?.reportFailure(failure) });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.preview && this.preview.srcObject !== (this.capture?.stream ?? null)) {
      this.preview.srcObject = this.capture?.stream ?? null;
    }
  }

  protected override render(): TemplateResult {
    const { now, task } = this;
    const name = stateName(now);
    return html`<header>
        ${portsideIcon} <span class="brand">Portside</span>
        <span class="state ${now.at}" role="status"><span class="dot"></span>${name}</span>
      </header>
      <main>
        <h1>${this.kind === 'camera' ? l10n.t('Camera') : l10n.t('Screen')}</h1>
        <p class="goal">${task ? l10n.t('Sent to {0}', task.title) : nothing}</p>
        ${this.stage()} ${task && now.at !== 'over' ? this.controls(task) : nothing}
        ${
          readsHidden || now.at === 'over'
            ? nothing
            : html`<p class="hint">${l10n.t('Keep this page visible: this browser pauses the camera on hidden pages.')}</p>`
        }
      </main>`;
  }

  private stage(): TemplateResult {
    const { now, task, kind } = this;
    if (now.at === 'sending' && task) {
      const label = kind === 'camera' ? l10n.t('Camera preview') : l10n.t('Screen preview');
      return html`<div class="stage">
        <video class=${kind} muted autoplay playsinline disablepictureinpicture aria-label=${label}></video>
      </div>`;
    }
    if (now.at === 'sending') return html`<div class="stage"></div>`;
    const button = this.remedy(now);
    return html`<div class="stage empty">
      <div role=${now.at === 'trouble' ? 'alert' : nothing} class=${now.at}>${placeText(now)}</div>
      ${button ? html`<button class="primary" @click=${button.press}>${button.text}</button>` : nothing}
    </div>`;
  }

  /** Returns the button that helps in a state, if there is one. */
  private remedy(now: PageState): { text: string; press: () => void } | undefined {
    const share = { text: l10n.t('Choose What to Share'), press: () => void this.begin('screen') };
    if (now.at === 'choosing') return share;
    if (now.at === 'trouble' && this.kind === 'screen') return share;
    if (now.at === 'trouble') return { text: l10n.t('Try Again'), press: () => void this.begin('camera') };
    if (now.at === 'over' && now.end === 'cut') return { text: l10n.t('Try Again'), press: () => this.connect() };
    return undefined;
  }

  private controls(task: CameraTask): TemplateResult {
    const { kind, now, capture } = this;
    return html`<div class="controls">
        <div class="segments" role="group" aria-label=${l10n.t('Source')}>
          ${this.segment('camera', l10n.t('Camera'))} ${this.segment('screen', l10n.t('Screen'))}
        </div>
        <div class="device">${kind === 'camera' ? this.cameraChoice() : this.deviceName()}</div>
        <button class="stop" @click=${() => this.stop()}>${l10n.t('Stop')}</button>
      </div>
      <p class="figures">${now.at === 'sending' && capture ? figures(task, this.fps, capture) : nothing}</p>`;
  }

  private segment(kind: CameraKind, text: string): TemplateResult {
    const chosen = this.kind === kind;
    return html`<button aria-pressed=${chosen} @click=${() => !chosen && this.choose(kind)}>${text}</button>`;
  }

  private cameraChoice(): TemplateResult {
    const { known, capture } = this;
    if (known.length < 2) return this.deviceName();
    const chosen = (event: Event) => void this.begin('camera', (event.target as HTMLSelectElement).value);
    return html`<select aria-label=${l10n.t('Camera')} @change=${chosen}>
      ${known.map(
        ({ id, name }, index) =>
          html`<option value=${id} .selected=${live(id === capture?.camera)}>${name || l10n.t('Camera {0}', index + 1)}</option>`,
      )}
    </select>`;
  }

  private deviceName(): TemplateResult {
    const name = this.capture?.device ?? '';
    return html`<span class="device-name" title=${name}>${name}</span>`;
  }

  private connect(): void {
    this.now = { at: 'connecting' };
    const host = connect(end => this.disconnected(end));
    this.host = host;
    host.start().then(
      task => {
        this.task = task;
        // The preview, and whatever replaces it, has the shape of the pictures being sent.
        this.style.setProperty('--ratio', `${task.width / task.height}`);
        document.title = `${task.title} – Portside`;
        this.choose(task.kind);
      },
      () => undefined /* the end of the connection is shown */,
    );
  }

  private disconnected(end: SocketEnd): void {
    this.attempt++;
    this.letGo();
    this.now = { at: 'over', end };
  }

  private choose(kind: CameraKind): void {
    if (kind === 'camera') void this.begin('camera');
    else {
      this.attempt++;
      this.letGo();
      this.kind = kind;
      this.now = { at: 'choosing' };
    }
  }

  private async begin(kind: CameraKind, camera?: string): Promise<void> {
    const { host, task } = this;
    if (!host || !task) return;
    const attempt = ++this.attempt;
    const isLatest = () => attempt === this.attempt;
    this.letGo();
    this.kind = kind;
    this.now = { at: 'asking', kind };
    const trouble = (error: unknown) => {
      if (!isLatest()) return;
      this.letGo();
      const problem = problemOf(error, kind);
      this.now = { at: 'trouble', problem };
      host.troubled(problem).catch(() => undefined /* the end of the connection is shown */);
    };
    try {
      const take = (picture: CameraPicture) => host.picture(picture);
      const options = {
        task,
        kind,
        camera,
        take,
        onEnded: (problem: CameraProblem) => trouble(new CaptureError(problem)),
      };
      const capture = await Capture.start(options);
      if (isLatest()) this.begun(capture, host);
      else capture.stop();
    } catch (error) {
      trouble(error);
    }
  }

  private begun(capture: Capture, host: CameraHost): void {
    this.capture = capture;
    this.taken = 0;
    this.fps = 0;
    this.now = { at: 'sending' };
    void this.listCameras();
    host.started(capture.device).catch(() => undefined /* the end of the connection is shown */);
  }

  private stop(): void {
    this.host?.stop().catch(() => undefined /* the connection ends instead of answering */);
  }

  private letGo(): void {
    this.capture?.stop();
    this.capture = undefined;
  }

  private async listCameras(): Promise<void> {
    this.known = await cameras();
  }

  private count(): void {
    if (!this.capture) return;
    this.fps = this.capture.taken - this.taken;
    this.taken = this.capture.taken;
    // Skipped pictures count, too.
    this.requestUpdate();
  }
}
