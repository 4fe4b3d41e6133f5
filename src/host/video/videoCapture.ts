/** One video whose pictures come from a camera or a screen, captured in the first way that works or in the one that the user chose. */

import type { CameraServer, OpenCamera } from '../../camera/cameraServer.ts';
import { type CameraWayId, mayWorkAnotherWay, nextWay } from '../../camera/wayOrder.ts';
import { type CameraPicture, checkPicture } from '../../core/camera/cameraPicture.ts';
import { type CameraProblem, cameraProblemPhrase } from '../../core/camera/cameraProblem.ts';
import type { CameraTask } from '../../core/camera/cameraTask.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import type { CaptureView } from '../../protocol/videoCalls.ts';
import { translated, translatedSentence } from '../shown/translated.ts';
import { type CameraWay, cameraWays, openCameraPage } from './cameraWays.ts';
import type { VideoPage, VideoPages } from './videoPages.ts';

export interface VideoCaptureOptions {
  readonly video: string;
  readonly endpoint: string;
  readonly task: CameraTask;
  readonly pages: VideoPages;
  readonly server: CameraServer;
  /** Accepts a picture; resolves when the next one may follow. */
  push(picture: CameraPicture): Promise<void>;
  /** Called when the state has changed. */
  onChange(): void;
  /** Called when the user has stopped the capture in the page that has the camera. */
  onStopped(): void;
  /** Called when ffmpeg should capture. That is a separate video, which replaces this one. */
  onFfmpeg(): Promise<void>;
}

export class VideoCapture {
  readonly #options: VideoCaptureOptions;
  #way: CameraWay | undefined;
  #now: Pick<CaptureView, 'state' | 'device' | 'problem'> = { state: 'asking' };
  #page: VideoPage | undefined;
  #opened: OpenCamera | undefined;
  /** Why the panel's page can't capture, as reported when it tried. */
  #pageProblem: CameraProblem | undefined;
  /** Number of the newest attempt: reports from earlier ones are ignored. */
  #attempt = 0;
  #isOver = false;

  constructor(options: VideoCaptureOptions) {
    this.#options = options;
  }

  get view(): CaptureView {
    return { kind: this.#options.task.kind, way: this.#way?.label ?? '', ...this.#now };
  }

  get way(): CameraWay | undefined {
    return this.#way;
  }

  ways(): Promise<CameraWay[]> {
    const { pages, video, endpoint, task } = this.#options;
    const hasPage = pages.showing({ id: video, endpoint }) !== undefined;
    const panel = this.#pageProblem ? { problem: this.#pageProblem } : {};
    return cameraWays(task.kind, hasPage ? panel : undefined);
  }

  /** Uses the named way, otherwise the first that can be tried. Problems appear in the view. */
  async begin(wanted?: CameraWayId): Promise<void> {
    const ways = await this.ways();
    const way = wanted === undefined ? nextWay(ways) : ways.find(({ id }) => id === wanted);
    if (way) await this.#try(way);
    else this.#set({ state: 'troubled', problem: ways[0]?.problem ?? '' });
  }

  /** Retries in the same way, but only if that has failed: each attempt may open a page in the user's browser. */
  async retry(): Promise<void> {
    if (this.#now.state !== 'troubled') return;
    if (this.#way) await this.#try(this.#way);
    else await this.begin();
  }

  /** Ends the capture for good, including attempts that are about to start. */
  stop(): void {
    this.#isOver = true;
    this.#attempt++;
    this.#release();
  }

  /** Called when a page has appeared, possibly the one that had gone away. */
  onPageAdded(): void {
    if (this.#way?.id === 'webview' && this.#now.state === 'away') this.#askPage();
  }

  /** Called when a page is gone. Another page that shows the video takes over. */
  onPageRemoved(page: VideoPage): void {
    if (page === this.#page) this.#askPage();
  }

  /** Called when a page has started to capture. Ignored unless it is the page that was asked. */
  started(owner: object, device: string): void {
    if (owner === this.#page?.owner) this.#set({ state: 'running', device });
  }

  async troubled(owner: object, problem: CameraProblem): Promise<void> {
    if (owner !== this.#page?.owner) return;
    // Remember only problems of the way itself: the camera's state, or the user's decision, may be different the next
    // time.
    this.#pageProblem = mayWorkAnotherWay(problem) ? problem : undefined;
    await this.#trouble(problem);
  }

  /** Rejects with a RangeError for a picture that wasn't requested. */
  async picture(owner: object, picture: CameraPicture): Promise<void> {
    if (owner !== this.#page?.owner) throw new RangeError('no pictures were requested from this page');
    checkPicture(picture, this.#options.task);
    await this.#options.push(picture);
  }

  async #try(way: CameraWay): Promise<void> {
    if (this.#isOver) return;
    this.#release();
    const attempt = ++this.#attempt;
    this.#way = way;
    this.#set({ state: 'asking' });
    try {
      if (way.id === 'webview') this.#askPage();
      else if (way.id === 'ffmpeg') await this.#options.onFfmpeg();
      else await this.#openPage(way.id, attempt);
    } catch (error) {
      if (attempt === this.#attempt)
        this.#set({ state: 'troubled', problem: translatedSentence(errorSentence(error)) });
    }
  }

  #askPage(): void {
    const { pages, video, endpoint, task } = this.#options;
    this.#page = pages.showing({ id: video, endpoint });
    this.#set({ state: this.#page ? 'asking' : 'away' });
    this.#page?.capture(video, task);
  }

  async #openPage(way: 'integratedBrowser' | 'systemBrowser', attempt: number): Promise<void> {
    const { server, task, push, onStopped } = this.#options;
    const ifCurrent = (act: () => unknown) => {
      if (attempt === this.#attempt) void act();
    };
    const opened = await server.open({
      ...task,
      onPicture: push,
      onStarted: device => ifCurrent(() => this.#set({ state: 'running', device })),
      onTrouble: problem => ifCurrent(() => this.#trouble(problem)),
      onEnded: problem => ifCurrent(() => (problem ? this.#trouble(problem) : onStopped())),
    });
    if (attempt !== this.#attempt) {
      opened.stop();
      return;
    }
    this.#opened = opened;
    await openCameraPage(way, opened.url);
  }

  /** Continues with the next way if that may help. */
  async #trouble(problem: CameraProblem): Promise<void> {
    const attempt = this.#attempt;
    const sentence = translated(cameraProblemPhrase(problem));
    const next = mayWorkAnotherWay(problem) ? nextWay(await this.ways(), this.#way) : undefined;
    if (attempt !== this.#attempt) return;
    if (next) await this.#try(next);
    else this.#set({ state: 'troubled', problem: sentence });
  }

  #release(): void {
    this.#page?.capture(this.#options.video, null);
    this.#page = undefined;
    this.#opened?.stop();
    this.#opened = undefined;
  }

  #set(now: Pick<CaptureView, 'state' | 'device' | 'problem'>): void {
    this.#now = now;
    this.#options.onChange();
  }
}
