/** Videos as the host knows them, by endpoint, oldest first. */
import type { SocketFailure } from '../../core/errorParams.ts';
import { hasVideoEnded, type VideoSnapshot } from '../../core/video/video.ts';

/** Number of ended videos kept per endpoint, the most recent ones. */
const keptEnded = 20;

export class VideoMirror {
  readonly #byEndpoint = new Map<string, Map<string, VideoSnapshot>>();

  get all(): VideoSnapshot[] {
    return [...this.#byEndpoint.values()].flatMap(videos => [...videos.values()]);
  }

  of(endpoint: string): VideoSnapshot[] {
    return [...(this.#byEndpoint.get(endpoint)?.values() ?? [])];
  }

  find(id: string): VideoSnapshot | undefined {
    return this.all.find(video => video.id === id);
  }

  /** Updates some videos. */
  take(changed: readonly VideoSnapshot[]): void {
    for (const video of changed) {
      const known = this.#byEndpoint.get(video.endpoint) ?? new Map<string, VideoSnapshot>();
      this.#byEndpoint.set(video.endpoint, known.set(video.id, video));
    }
    for (const endpoint of new Set(changed.map(video => video.endpoint))) this.#dropOldest(endpoint);
  }

  /** Marks an endpoint's unfinished videos as ended; returns them. */
  fail(endpoint: string, failure: SocketFailure, nowMs: number): VideoSnapshot[] {
    const failed = this.#ended(endpoint, nowMs).map(video => ({ ...video, failure }));
    this.take(failed);
    return failed;
  }

  /** Forgets the videos of endpoints that aren't listed. Unfinished ones are marked as ended and returned. */
  keepOnly(isListed: (endpoint: string) => boolean, nowMs: number): VideoSnapshot[] {
    const gone = [...this.#byEndpoint.keys()].filter(endpoint => !isListed(endpoint));
    const ended = gone.flatMap(endpoint => this.#ended(endpoint, nowMs));
    for (const endpoint of gone) this.#byEndpoint.delete(endpoint);
    return ended;
  }

  /** Returns the running videos of an endpoint, marked as ended. */
  #ended(endpoint: string, endedMs: number): VideoSnapshot[] {
    const running = this.of(endpoint).filter(video => !hasVideoEnded(video));
    return running.map(video => ({ ...video, state: 'ended', fps: 0, bytesPerSecond: 0, peers: [], endedMs }));
  }

  #dropOldest(endpoint: string): void {
    const ended = this.of(endpoint).filter(hasVideoEnded);
    for (const { id } of ended.slice(0, -keptEnded)) this.#byEndpoint.get(endpoint)?.delete(id);
  }
}
