/** The host's videos on an engine that a test plays. */

import type { EngineCalls } from '../../src/core/calls.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { VideoSnapshot } from '../../src/core/video/video.ts';
import { Videos } from '../../src/host/video/videos.ts';
import { endpointSnapshot } from './endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from './fakeEndpoints.ts';
import { videoSnapshot } from './videoSnapshots.ts';

export class FakeVideos {
  /** The calls that the engine received, each with its arguments. */
  readonly calls: [keyof EngineCalls, ...unknown[]][] = [];
  /** The engine's calls. A call that a test replaces isn't recorded. */
  readonly engine: Partial<EngineCalls>;
  readonly endpoints: FakeEndpoints;
  readonly videos: Videos;
  /** The open peers of every endpoint. */
  peers: readonly PeerSnapshot[] = [];
  #started = 0;

  /** Lists these endpoints, each a server with one peer. */
  constructor(...ids: string[]) {
    this.engine = this.#engine();
    this.endpoints = fakeEndpoints(
      ids.map(id => endpointSnapshot(id, 1, { config: configOf(id) })),
      { engine: this.engine, openPeers: async () => [...this.peers] },
    );
    this.videos = new Videos(this.endpoints);
  }

  /** The listed endpoints, by id. */
  get listed(): Map<string, EndpointSnapshot> {
    return this.endpoints.listed;
  }

  /** Announces videos as the engine does. */
  report(...changed: VideoSnapshot[]): void {
    this.endpoints.changeVideos(...changed);
  }

  /** Announces that this peer sends video. */
  recognize(endpoint: string, peer: string): void {
    const wire = { format: 'length-prefixed', endian: 'little' } as const;
    this.endpoints.recognizeVideo({ endpoint, peer, address: `127.0.0.1:${peer}`, wire });
  }

  /** Announces an endpoint as the engine does. */
  change(id: string, more: Partial<EndpointSnapshot>): void {
    this.endpoints.change(endpointSnapshot(id, 1, { config: configOf(id), ...more }));
  }

  stopEngine(id: string): void {
    this.change(id, { state: 'failed', failure: { code: 'ENGINE_STOPPED', params: { detail: '' } } });
  }

  remove(id: string): void {
    this.endpoints.unlist(id);
  }

  /** The arguments of all calls of this name. */
  of(name: keyof EngineCalls): unknown[][] {
    return this.calls.filter(([call]) => call === name).map(([, ...args]) => args);
  }

  /** The only calls that videos make. */
  #engine(): Partial<EngineCalls> {
    const recorded =
      <T>(name: keyof EngineCalls, answer: (...args: string[]) => T) =>
      async (...args: unknown[]) => {
        this.calls.push([name, ...args]);
        return answer(...(args as string[]));
      };
    const started = (endpoint: string, more: Partial<VideoSnapshot>) =>
      videoSnapshot({ id: `started ${++this.#started}`, endpoint, ...more });
    return {
      showVideo: recorded('showVideo', (endpoint = '', id = '') =>
        started(endpoint, { peers: [{ id, address: `127.0.0.1:${id}` }] }),
      ),
      startVideo: recorded('startVideo', (endpoint = '') => started(endpoint, { direction: 'out', peers: [] })),
      stopVideo: recorded('stopVideo', () => true),
      muteVideo: recorded('muteVideo', () => undefined),
      pushPicture: recorded('pushPicture', () => undefined),
    };
  }
}

function configOf(id: string): EndpointSnapshot['config'] {
  return { kind: 'tcp-server', address: ':0', name: id };
}
