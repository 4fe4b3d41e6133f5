/** Videos as known to the host: a mirror of the engine's. */
import { type Disposable, type Event, EventEmitter } from 'vscode';
import { VideoMirror } from '../../client/video/videoMirror.ts';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { VideoOptions, VideoSnapshot, VideoWire } from '../../core/video/video.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';

export class Videos implements Disposable {
  readonly endpoints: Endpoints;
  readonly #list = new VideoMirror();
  readonly #changed = new EventEmitter<readonly VideoSnapshot[]>();
  readonly #subscriptions = new DisposableStore();

  constructor(endpoints: Endpoints) {
    this.endpoints = endpoints;
    this.#subscriptions.add(this.#changed);
    this.#subscriptions.add(endpoints.onDidChangeVideos(changed => this.#take(changed)));
    this.#subscriptions.add(
      endpoints.onDidChange(changed => {
        // An engine that died no longer reports on its videos.
        for (const { id, failure } of changed)
          if (failure?.code === 'ENGINE_STOPPED') this.#fire(this.#list.fail(id, failure, Date.now()));
      }),
    );
    this.#subscriptions.add(
      // The endpoints are gone, so ignore later reports from the engine.
      endpoints.onDidChangeList(() => this.#fire(this.#list.keepOnly(id => endpoints.has(id), Date.now()))),
    );
  }

  /** Fires with videos that have changed or are new. */
  get onDidChange(): Event<readonly VideoSnapshot[]> {
    return this.#changed.event;
  }

  /** Videos announced since the window opened. */
  get known(): VideoSnapshot[] {
    return this.#list.all;
  }

  /** Returns all videos of an endpoint, oldest first. */
  async of(endpoint: string): Promise<VideoSnapshot[]> {
    if (this.endpoints.isHeld(endpoint)) this.#list.take(await this.endpoints.engine.videos(endpoint));
    return this.#list.of(endpoint);
  }

  /** @throws SocketError NO_VIDEO. */
  find(id: string): VideoSnapshot {
    const found = this.#list.find(id);
    if (!found) throw new SocketError('NO_VIDEO');
    return found;
  }

  /** Shows what a peer sends; without `wire`, the format is detected. */
  async show(endpoint: string, peer: string, wire?: VideoWire): Promise<VideoSnapshot> {
    return this.endpoints.engine.showVideo(endpoint, peer, wire);
  }

  async start(endpoint: string, options: VideoOptions, target?: SendTarget): Promise<VideoSnapshot> {
    return this.endpoints.engine.startVideo(endpoint, options, target);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #take(changed: readonly VideoSnapshot[]): void {
    // Ignore videos of an endpoint that was removed in the meantime.
    const listed = changed.filter(({ endpoint }) => this.endpoints.has(endpoint));
    this.#list.take(listed);
    this.#fire(listed);
  }

  #fire(changed: readonly VideoSnapshot[]): void {
    if (changed.length > 0) this.#changed.fire(changed);
  }
}
