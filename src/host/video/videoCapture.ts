/** One video whose pictures come from a camera or a screen, captured with the first method that works or with the one that the user chose. */
import type { CameraServer, OpenCamera } from '../../camera/cameraServer.ts';
import { anotherMethodMayWork, type CaptureMethodId, nextCaptureMethod } from '../../camera/captureMethodOutlines.ts';
import { type CameraPicture, checkPicture } from '../../core/camera/cameraPicture.ts';
import { type CameraProblem, cameraProblemPhrase } from '../../core/camera/cameraProblem.ts';
import type { CameraTask } from '../../core/camera/cameraTask.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import type { CaptureView } from '../../protocol/videoCalls.ts';
import { translated, translatedSentence } from '../shown/translated.ts';
import { type CaptureMethod, captureMethods, openCameraPage } from './captureMethods.ts';
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
  #method: CaptureMethod | undefined;
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
    return { kind: this.#options.task.kind, method: this.#method?.label ?? '', ...this.#now };
  }

  get method(): CaptureMethod | undefined {
    return this.#method;
  }

  methods(): Promise<CaptureMethod[]> {
    const { pages, video, endpoint, task } = this.#options;
    const hasPage = pages.showing({ id: video, endpoint }) !== undefined;
    const panel = this.#pageProblem ? { problem: this.#pageProblem } : {};
    return captureMethods(task.kind, hasPage ? panel : undefined);
  }

  /** Uses the named method, otherwise the first that can be tried. Problems appear in the view. */
  async begin(wanted?: CaptureMethodId): Promise<void> {
    const methods = await this.methods();
    const method = wanted === undefined ? nextCaptureMethod(methods) : methods.find(({ id }) => id === wanted);
    if (method) await this.#try(method);
    else this.#set({ state: 'troubled', problem: methods[0]?.problem ?? '' });
  }

  /** Retries with the same method, but only if that has failed: each attempt may open a page in the user's browser. */
  async retry(): Promise<void> {
    if (this.#now.state !== 'troubled') return;
    if (this.#method) await this.#try(this.#method);
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
    if (this.#method?.id === 'webview' && this.#now.state === 'away') this.#askPage();
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
    // Remember only problems of the method itself: the camera's state, or the user's decision, may be different the next
    // time.
    this.#pageProblem = anotherMethodMayWork(problem) ? problem : undefined;
    await this.#trouble(problem);
  }

  /** Rejects with a RangeError for a picture that wasn't requested. */
  async picture(owner: object, picture: CameraPicture): Promise<void> {
    if (owner !== this.#page?.owner) throw new RangeError('no pictures were requested from this page');
    checkPicture(picture, this.#options.task);
    await this.#options.push(picture);
  }

  async #try(method: CaptureMethod): Promise<void> {
    if (this.#isOver) return;
    this.#release();
    const attempt = ++this.#attempt;
    this.#method = method;
    this.#set({ state: 'asking' });
    try {
      if (method.id === 'webview') this.#askPage();
      else if (method.id === 'ffmpeg') await this.#options.onFfmpeg();
      else await this.#openPage(method.id, attempt);
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

  async #openPage(method: 'integratedBrowser' | 'systemBrowser', attempt: number): Promise<void> {
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
    await openCameraPage(method, opened.url);
  }

  /** Continues with the next method if that may help. */
  async #trouble(problem: CameraProblem): Promise<void> {
    const attempt = this.#attempt;
    const sentence = translated(cameraProblemPhrase(problem));
    const next = anotherMethodMayWork(problem) ? nextCaptureMethod(await this.methods(), this.#method) : undefined;
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
