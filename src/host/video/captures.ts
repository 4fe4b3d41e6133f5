/** The captures of cameras and screens that feed videos. */
import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { CameraServer } from '../../camera/cameraServer.ts';
import type { WantedCapture } from '../../camera/wantedCapture.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { CameraPicture } from '../../core/camera/cameraPicture.ts';
import type { CameraProblem } from '../../core/camera/cameraProblem.ts';
import type { CameraTask } from '../../core/camera/cameraTask.ts';
import { hasVideoEnded, type VideoSnapshot } from '../../core/video/video.ts';
import type { CaptureView } from '../../protocol/videoCalls.ts';
import { DisposableStore } from '../disposableStore.ts';
import { panelTitle } from '../shown/panelTitles.ts';
import { testPatternLabel } from './testPatternLabel.ts';
import type { VideoCapture } from './videoCapture.ts';
import type { VideoPages } from './videoPages.ts';
import type { Videos } from './videos.ts';

interface Running {
  readonly capture: VideoCapture;
  readonly wanted: WantedCapture;
}

export class Captures implements Disposable {
  readonly #videos: Videos;
  readonly #pages: VideoPages;
  readonly #server: () => Promise<CameraServer>;
  readonly #running = new Map<string, Running>();
  readonly #changed = new EventEmitter<string>();
  readonly #subscriptions = new DisposableStore();

  constructor(videos: Videos, pages: VideoPages, server: () => Promise<CameraServer>) {
    this.#videos = videos;
    this.#pages = pages;
    this.#server = server;
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(
      videos.onDidChange(changed => {
        for (const video of changed) if (hasVideoEnded(video)) this.#end(video.id);
      }),
    );
    this.#subscriptions.add(pages.onDidAdd(() => this.#all.forEach(capture => void capture.onPageAdded())));
    this.#subscriptions.add(pages.onDidRemove(page => this.#all.forEach(capture => void capture.onPageRemoved(page))));
  }

  /** Fires when the state of this video's camera has changed. */
  get onDidChange(): Event<string> {
    return this.#changed.event;
  }

  view(video: string): CaptureView | undefined {
    return this.#running.get(video)?.capture.view;
  }

  /** Resolves when the video is listed; its view reports the state of the camera. */
  async start(wanted: WantedCapture): Promise<VideoSnapshot> {
    if (wanted.method === 'ffmpeg' || wanted.device !== undefined) return this.#startFfmpeg(wanted);
    const { endpoint, options, target, method } = wanted;
    // Loaded before the video exists: it may end at any moment, and its capture must notice.
    const makeCapture = await this.#captures();
    const video = await this.#videos.start(endpoint, { ...options, source: { kind: 'pushed' } }, target);
    if (!this.#hasEnded(video.id)) {
      const capture = makeCapture(video, wanted);
      this.#running.set(video.id, { capture, wanted });
      unawaited(capture.begin(method));
    }
    return video;
  }

  async retry(video: string): Promise<void> {
    await this.#find(video).capture.retry();
  }

  /** Asks how the camera should be captured. Rejects with Dismissed. */
  async change(video: string): Promise<void> {
    const { capture, wanted } = this.#find(video);
    const { askCaptureMethod } = await import('./askCaptureMethod.ts');
    const chosen = await askCaptureMethod(await capture.methods(), capture.method, wanted.kind);
    if (this.#hasEnded(video)) return;
    if (chosen === 'test-pattern') await this.#replace(video, () => this.#startPattern(wanted));
    else if (chosen === 'ffmpeg') await this.#goOnByFfmpeg(video, wanted);
    else await capture.begin(chosen);
  }

  /** Called when a page has started to read the camera requested from it. */
  started(video: string, page: object, device: string): void {
    this.#running.get(video)?.capture.started(page, device);
  }

  async troubled(video: string, page: object, problem: CameraProblem): Promise<void> {
    await this.#running.get(video)?.capture.troubled(page, problem);
  }

  /** Rejects with a RangeError if no pictures are requested from this page. */
  async picture(video: string, page: object, picture: CameraPicture): Promise<void> {
    await this.#find(video).capture.picture(page, picture);
  }

  dispose(): void {
    for (const id of [...this.#running.keys()]) this.#end(id);
    this.#subscriptions.dispose();
  }

  get #all(): VideoCapture[] {
    return [...this.#running.values()].map(({ capture }) => capture);
  }

  #find(video: string): Running {
    const found = this.#running.get(video);
    if (!found) throw new RangeError('no capture is running for this video');
    return found;
  }

  /** Whether the video has ended, which may happen during any await. */
  #hasEnded(id: string): boolean {
    const video = this.#videos.known.find(known => known.id === id);
    return !video || hasVideoEnded(video);
  }

  /** Creates captures once the code that few windows need is loaded. */
  async #captures(): Promise<(video: VideoSnapshot, wanted: WantedCapture) => VideoCapture> {
    const [{ VideoCapture }, server] = await Promise.all([import('./videoCapture.ts'), this.#server()]);
    const { endpoints } = this.#videos;
    return ({ id, endpoint }, wanted) =>
      new VideoCapture({
        video: id,
        endpoint,
        task: { title: panelTitle({ id: endpoint }, endpoints.all), ...taskOf(wanted) },
        pages: this.#pages,
        server,
        push: picture => endpoints.engine.pushPicture(id, picture),
        onChange: () => this.#changed.fire(id),
        onStopped: () => void endpoints.engine.stopVideo(id).catch(() => undefined /* the video has ended */),
        onFfmpeg: () => this.#goOnByFfmpeg(id, wanted),
      });
  }

  /** Ends a video and starts another in its place. */
  async #replace(video: string, start: () => Promise<VideoSnapshot>): Promise<void> {
    const { endpoints } = this.#videos;
    // Stopping frees the direction for the next video. If it had already ended, it was stopped on purpose: nothing
    // replaces it.
    if (await endpoints.engine.stopVideo(video)) await start();
  }

  /** Rejects if there is no ffmpeg or no such device; the video then continues unchanged. */
  async #goOnByFfmpeg(video: string, wanted: WantedCapture): Promise<void> {
    const { findDevice, startFfmpeg } = await import('./startFfmpeg.ts');
    const device = await findDevice(wanted);
    if (!this.#hasEnded(video)) await this.#replace(video, () => startFfmpeg(this.#videos, wanted, device));
  }

  async #startFfmpeg(wanted: WantedCapture): Promise<VideoSnapshot> {
    const { findDevice, startFfmpeg } = await import('./startFfmpeg.ts');
    return startFfmpeg(this.#videos, wanted, await findDevice(wanted));
  }

  async #startPattern({ endpoint, options, target }: WantedCapture): Promise<VideoSnapshot> {
    const source = { kind: 'test-pattern' } as const;
    return this.#videos.start(endpoint, { ...options, source, label: testPatternLabel() }, target);
  }

  #end(video: string): void {
    this.#running.get(video)?.capture.stop();
    this.#running.delete(video);
  }
}

function taskOf({ kind, options: { width, height, fps, codec, quality } }: WantedCapture): Omit<CameraTask, 'title'> {
  const encoding = codec === 'jpeg' ? 'jpeg' : 'I420';
  return { kind, width, height, fps, encoding, ...(quality !== undefined && { quality }) };
}
