/** One video whose pictures come from a camera or a screen: by the first way that works, or by the one that the user chose. */
import { l10n } from 'vscode';
import { type CameraPicture, checkPicture } from '../../core/camera/cameraPicture.ts';
import { type CameraProblem, cameraProblemPhrase } from '../../core/camera/cameraProblem.ts';
import type { CameraTask } from '../../core/camera/cameraTask.ts';
import { toldPhrase } from '../../core/phrase.ts';
import type { CaptureView } from '../../protocol/videoCalls.ts';
import { errorSentence } from '../sentences.ts';
import type { CameraServer, OpenCamera } from './cameraServer.ts';
import { type CameraWay, cameraWays, openCameraPage } from './cameraWays.ts';
import type { VideoPage, VideoPages } from './videoPages.ts';
import { type CameraWayId, isOfTheWay, nextWay } from './wayOrder.ts';

export interface VideoCaptureOptions {
  readonly video: string;
  readonly endpoint: string;
  readonly task: CameraTask;
  readonly pages: VideoPages;
  readonly server: CameraServer;
  /** Takes a picture; resolves when the next may come. */
  push(picture: CameraPicture): Promise<void>;
  /** How it goes has changed. */
  onChange(): void;
  /** The user has had enough, in the page that has the camera. */
  onStopped(): void;
  /** ffmpeg is to read it: that is a video of its own, in the place of this one. */
  onFfmpeg(): Promise<void>;
}

export class VideoCapture {
  readonly #options: VideoCaptureOptions;
  #way: CameraWay | undefined;
  #now: Pick<CaptureView, 'state' | 'device' | 'problem'> = { state: 'asking' };
  #page: VideoPage | undefined;
  #opened: OpenCamera | undefined;
  /** What keeps the panel's page from reading it, as that said when it tried. */
  #pageProblem: CameraProblem | undefined;
  /** The newest of the attempts: what those before it say is of no interest. */
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

  /** By the way that is named, else by the first that can be tried. What goes wrong the view tells. */
  async begin(wanted?: CameraWayId): Promise<void> {
    const ways = await this.ways();
    const way = wanted === undefined ? nextWay(ways) : ways.find(({ id }) => id === wanted);
    if (way) await this.#try(way);
    else this.#set({ state: 'troubled', problem: ways[0]?.problem ?? '' });
  }

  /** Once more, the same way, where that failed: each attempt may open a page in the user's browser. */
  async retry(): Promise<void> {
    if (this.#now.state !== 'troubled') return;
    if (this.#way) await this.#try(this.#way);
    else await this.begin();
  }

  /** Nothing is tried any more, not even by those who are about to. */
  stop(): void {
    this.#isOver = true;
    this.#attempt++;
    this.#release();
  }

  /** A page is there that was not before, maybe the one that had gone. */
  pageCame(): void {
    if (this.#way?.id === 'webview' && this.#now.state === 'away') this.#askPage();
  }

  /** Another page that shows it takes over. */
  pageWent(page: VideoPage): void {
    if (page === this.#page) this.#askPage();
  }

  /** What a page says that was asked; one that was not is not heard. */
  started(owner: object, device: string): void {
    if (owner === this.#page?.owner) this.#set({ state: 'running', device });
  }

  async troubled(owner: object, problem: CameraProblem): Promise<void> {
    if (owner !== this.#page?.owner) return;
    // What the camera does, or the user decided, may be otherwise the next time.
    this.#pageProblem = isOfTheWay(problem) ? problem : undefined;
    await this.#trouble(problem);
  }

  /** Rejects with a RangeError for a picture that was not asked for. */
  async picture(owner: object, picture: CameraPicture): Promise<void> {
    if (owner !== this.#page?.owner) throw new RangeError('no pictures are wanted of this page');
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
      if (attempt === this.#attempt) this.#set({ state: 'troubled', problem: errorSentence(error) });
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

  /** Goes on by the next way where that may help. */
  async #trouble(problem: CameraProblem): Promise<void> {
    const attempt = this.#attempt;
    const told = toldPhrase(cameraProblemPhrase(problem), l10n.t);
    const next = isOfTheWay(problem) ? nextWay(await this.ways(), this.#way) : undefined;
    if (attempt !== this.#attempt) return;
    if (next) await this.#try(next);
    else this.#set({ state: 'troubled', problem: told });
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
