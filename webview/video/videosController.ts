/** Keeps the videos as reported by the host, for a whole page, with their recordings, captures and errors. */
import type { ReactiveControllerHost } from 'lit';
import { hasVideoEnded } from '../../src/core/video/video.ts';
import type { PanelVideo } from '../../src/protocol/videoCalls.ts';
import { troubleOf } from '../errorText.ts';
import { HostListController } from '../hostListController.ts';
import { drawn } from '../pageVisibility.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { Size } from '../size.ts';
import { PageCaptures } from './pageCaptures.ts';
import type { PictureElement } from './pictureElement.ts';
import { PictureScreens } from './pictureScreens.ts';
import { Recordings } from './recordings.ts';
import { ShownVideos } from './shownVideos.ts';
import type { VideoLink } from './videoLink.ts';

export interface VideosContext {
  readonly link: VideoLink;
  readonly labels: PeerLabels;
  /** Called when there is a new video. */
  onBegin(): void;
}

export class VideosController extends HostListController<
  PanelVideo,
  ShownVideos,
  ReactiveControllerHost & HTMLElement
> {
  readonly recordings: Recordings;
  readonly captures: PageCaptures;
  readonly link: VideoLink;
  readonly screens: PictureScreens;
  readonly #context: VideosContext;
  /** Sizes of the painted pictures, by video. */
  readonly #sizes = new Map<string, Size>();
  /** Recordings of videos that have no picture yet, by video. */
  readonly #toRecord = new Map<string, string>();
  /** Ids of videos shown with each pixel at the size of one on the screen. */
  readonly #actualSize = new Set<string>();

  constructor(element: ReactiveControllerHost & HTMLElement, context: VideosContext) {
    super(element, new ShownVideos());
    const { link } = context;
    this.link = link;
    this.screens = new PictureScreens((video, after) => link.calls.videoPicture(video, after), drawn);
    this.#context = context;
    this.recordings = new Recordings(link.calls, {
      changed: () => element.requestUpdate(),
      failed: error => this.showProblem(troubleOf(error)),
    });
    this.captures = new PageCaptures(link.calls, () => element.requestUpdate());
  }

  protected override listen(): readonly (() => void)[] {
    const { events } = this.link;
    return [
      events.onVideosChanged(changed => this.#changed(changed)),
      events.onRecordWanted(({ recording, video }) => {
        if (video !== null) this.#record(video, recording);
        else {
          this.#recordNoMore((_, one) => one === recording);
          void this.recordings.stopRecording(recording);
        }
      }),
      events.onCaptureWanted(({ video, task }) => {
        if (task) this.captures.want(video, task);
        else this.captures.stop(video);
      }),
    ];
  }

  /** Returns the size of the painted picture; undefined before the first one. */
  size(video: string): Size | undefined {
    return this.#sizes.get(video);
  }

  /** A field, so that its value never changes: otherwise, pictures would be rendered again. */
  readonly setSize = (video: string, size: Size): void => {
    this.#sizes.set(video, size);
    const recording = this.#toRecord.get(video);
    if (recording !== undefined) this.#record(video, recording);
    this.element.requestUpdate();
  };

  isActualSize(video: string): boolean {
    return this.#actualSize.has(video);
  }

  setActualSize(video: string, isActual: boolean): void {
    if (isActual) this.#actualSize.add(video);
    else this.#actualSize.delete(video);
    this.element.requestUpdate();
  }

  /** Starts recording if nothing is being recorded yet, otherwise stops. */
  async toggleRecording(video: string): Promise<void> {
    if (this.recordings.state(video)) {
      await this.recordings.stop(video);
      return;
    }
    const recording = await this.link.calls.startRecording(video);
    if (recording !== undefined) this.#record(video, recording);
  }

  putAway(video: string): void {
    this.set(this.list.putAway(video));
  }

  protected override askAll(): Promise<readonly PanelVideo[]> {
    return this.link.calls.videos();
  }

  protected override see(videos: readonly PanelVideo[]): void {
    for (const { peers } of videos) for (const { address } of peers) this.#context.labels.see(address);
  }

  /** Starts recording as soon as there is a picture. */
  #record(video: string, recording: string): void {
    const pictures = [...this.element.querySelectorAll<PictureElement>('portside-picture')];
    const canvas = pictures.find(picture => picture.video === video)?.canvas;
    if (canvas && this.#sizes.has(video)) {
      this.#toRecord.delete(video);
      this.recordings.start(video, recording, canvas);
    } else this.#toRecord.set(video, recording);
  }

  /** Ends recordings that still wait for a picture: those selected by recording, or by a video that has ended. */
  #recordNoMore(isSelected: (video: string, recording: string) => boolean): void {
    for (const [video, recording] of this.#toRecord) {
      if (!isSelected(video, recording)) continue;
      this.#toRecord.delete(video);
      void this.link.calls.endRecording(recording).catch(() => undefined /* it is already gone */);
    }
  }

  #changed(changed: readonly PanelVideo[]): void {
    if (changed.some(video => !hasVideoEnded(video) && !this.list.get(video.id))) this.#context.onBegin();
    this.take(changed);
    for (const video of changed) if (hasVideoEnded(video)) this.#ended(video.id);
    this.screens.keepOnly(new Set(this.list.shown.map(({ id }) => id)));
  }

  #ended(id: string): void {
    this.screens.end(id);
    this.#recordNoMore(video => video === id);
    void this.recordings.stop(id);
  }
}
