/** The videos as the host tells them, for a whole page: what is shown, what is recorded, what went wrong. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { VideoPicture } from '../../src/core/video/video.ts';
import type { PanelVideo } from '../../src/protocol/videoCalls.ts';
import { errorText } from '../errorText.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { PictureElement } from './pictureElement.ts';
import type { Size } from './pictureSize.ts';
import { Recordings } from './recordings.ts';
import { isRunning, ShownVideos } from './shownVideos.ts';
import type { VideoLink } from './videoLink.ts';

export interface VideosContext {
  readonly link: VideoLink;
  readonly labels: PeerLabels;
  /** There is one that was not there before. */
  onBegin(): void;
}

export class VideosController implements ReactiveController {
  list = new ShownVideos();
  /** What went wrong with something that was asked for. */
  problem: string | undefined;
  readonly recordings: Recordings;
  readonly link: VideoLink;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #context: VideosContext;
  /** Of the pictures that are painted. */
  readonly #sizes = new Map<string, Size>();
  /** Those that show each pixel on one of the screen's. */
  readonly #actualSize = new Set<string>();
  /** What came while all are being listed. */
  #since: PanelVideo[] | undefined;
  #stopListening: readonly (() => void)[] = [];

  constructor(element: ReactiveControllerHost & HTMLElement, context: VideosContext) {
    const { link } = context;
    this.#host = element;
    this.link = link;
    this.#context = context;
    this.recordings = new Recordings(link.calls, error =>
      this.tell(error === undefined ? undefined : errorText(error)),
    );
    element.addController(this);
  }

  hostConnected(): void {
    const { events } = this.link;
    this.#stopListening = [
      events.onVideosChanged(changed => this.#changed(changed)),
      events.onRecordWanted(({ recording, video }) => {
        if (video === null) void this.recordings.stopRecording(recording);
        else this.#record(video, recording);
      }),
    ];
    void this.#load();
  }

  hostDisconnected(): void {
    for (const stop of this.#stopListening) stop();
  }

  /** Of the picture that is painted; nothing before the first. */
  size(video: string): Size | undefined {
    return this.#sizes.get(video);
  }

  /** Always the same function, as below: pictures aren't rendered again for it. */
  readonly setSize = (video: string, size: Size): void => {
    this.#sizes.set(video, size);
    this.#host.requestUpdate();
  };

  isActualSize(video: string): boolean {
    return this.#actualSize.has(video);
  }

  readonly ask = (video: string, after: number): Promise<VideoPicture | undefined> =>
    this.link.calls.videoPicture(video, after);

  setActualSize(video: string, isActual: boolean): void {
    if (isActual) this.#actualSize.add(video);
    else this.#actualSize.delete(video);
    this.#host.requestUpdate();
  }

  /** Begins to record where nothing is recorded yet, else ends it. */
  async toggleRecording(video: string): Promise<void> {
    if (this.recordings.state(video)) {
      await this.recordings.stop(video);
      return;
    }
    const recording = await this.link.calls.startRecording(video);
    if (recording !== undefined) this.#record(video, recording);
  }

  putAway(video: string): void {
    this.#set(this.list.putAway(video));
  }

  /** Does something and tells what went wrong. */
  async attempt(act: () => Promise<void>): Promise<void> {
    this.tell(undefined);
    try {
      await act();
    } catch (error) {
      this.tell(errorText(error));
    }
  }

  tell(problem: string | undefined): void {
    this.problem = problem;
    this.#host.requestUpdate();
  }

  #record(video: string, recording: string): void {
    const pictures = [...this.#host.querySelectorAll<PictureElement>('portside-picture')];
    const canvas = pictures.find(picture => picture.video === video)?.canvas;
    if (canvas && canvas.width > 0) this.recordings.start(video, recording, canvas);
    else void this.link.calls.endRecording(recording).catch(() => undefined /* it has gone already */);
  }

  async #load(): Promise<void> {
    this.#since = [];
    try {
      const all = await this.link.calls.videos();
      this.#see(all);
      this.#set(this.list.listed(all, this.#since));
    } catch {
      // Told by whatever the user does next; changes come nevertheless.
    } finally {
      this.#since = undefined;
    }
  }

  #changed(changed: readonly PanelVideo[]): void {
    this.#since?.push(...changed);
    this.#see(changed);
    if (changed.some(video => isRunning(video) && !this.list.get(video.id))) this.#context.onBegin();
    this.#set(this.list.with(changed));
    for (const { id, state } of changed) if (state === 'ended') void this.recordings.stop(id);
  }

  #see(videos: readonly PanelVideo[]): void {
    for (const { peers } of videos) for (const { address } of peers) this.#context.labels.see(address);
  }

  #set(list: ShownVideos): void {
    this.list = list;
    this.#host.requestUpdate();
  }
}
