/** The host's videos over an engine that does what a test says, without VS Code. */
import { EventEmitter } from 'vscode';
import type { EndpointSnapshot, PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { RecognisedVideo, VideoSnapshot } from '../../src/core/video/video.ts';
import type { Endpoints } from '../../src/host/endpoints.ts';
import { Videos } from '../../src/host/video/videos.ts';
import type { EngineCalls } from '../../src/protocol/engineCalls.ts';
import { endpointSnapshot } from './endpointSnapshot.ts';
import { videoSnapshot } from './videoSnapshots.ts';

export class FakeVideos {
  /** Calls that the engine received, each with its arguments. */
  readonly calls: [keyof EngineCalls, ...unknown[]][] = [];
  /** The engine. A test may replace what it does; then the call is not noted. */
  readonly engine: Partial<EngineCalls>;
  readonly videos: Videos;
  /** The listed endpoints, by id. */
  readonly listed = new Map<string, EndpointSnapshot>();
  /** The open peers of every endpoint. */
  peers: readonly PeerSnapshot[] = [];
  readonly #videosChanged = new EventEmitter<readonly VideoSnapshot[]>();
  readonly #endpointsChanged = new EventEmitter<readonly EndpointSnapshot[]>();
  readonly #listChanged = new EventEmitter<void>();
  readonly #recognised = new EventEmitter<RecognisedVideo>();
  #started = 0;

  /** These endpoints are listed, servers with a peer each. */
  constructor(...ids: string[]) {
    for (const id of ids) this.listed.set(id, endpointSnapshot(id, 1, { config: configOf(id) }));
    this.engine = this.#engine();
    const endpoints = {
      onDidChange: this.#endpointsChanged.event,
      onDidChangeList: this.#listChanged.event,
      onDidChangeVideos: this.#videosChanged.event,
      onDidRecogniseVideo: this.#recognised.event,
      calls: this.engine,
      has: (id: string) => this.listed.has(id),
      isHeld: (id: string) => this.listed.has(id),
      find: (id: string) => this.listed.get(id) ?? fail(id),
      openPeers: async () => this.peers,
    };
    this.videos = new Videos(endpoints as unknown as Endpoints);
  }

  /** The engine tells of these. */
  tell(...changed: VideoSnapshot[]): void {
    this.#videosChanged.fire(changed);
  }

  /** The engine recognises video of this peer. */
  recognise(endpoint: string, peer: string): void {
    const wire = { format: 'length-prefixed', endian: 'little' } as const;
    this.#recognised.fire({ endpoint, peer, address: `127.0.0.1:${peer}`, wire });
  }

  /** The engine tells of an endpoint. */
  change(id: string, more: Partial<EndpointSnapshot>): void {
    this.#endpointsChanged.fire([endpointSnapshot(id, 1, { config: configOf(id), ...more })]);
  }

  stopEngine(id: string): void {
    this.change(id, { state: 'failed', failure: { code: 'ENGINE_STOPPED', params: { detail: '' } } });
  }

  remove(id: string): void {
    this.listed.delete(id);
    this.#listChanged.fire();
  }

  /** The arguments of all calls of this name. */
  of(name: keyof EngineCalls): unknown[][] {
    return this.calls.filter(([call]) => call === name).map(([, ...args]) => args);
  }

  /** The calls that are asked here; there are no others. */
  #engine(): Partial<EngineCalls> {
    const noted =
      <T>(name: keyof EngineCalls, answer: (...args: string[]) => T) =>
      async (...args: unknown[]) => {
        this.calls.push([name, ...args]);
        return answer(...(args as string[]));
      };
    const started = (endpoint: string, more: Partial<VideoSnapshot>) =>
      videoSnapshot({ id: `started ${++this.#started}`, endpoint, ...more });
    return {
      showVideo: noted('showVideo', (endpoint = '', id = '') =>
        started(endpoint, { peers: [{ id, address: `127.0.0.1:${id}` }] }),
      ),
      startVideo: noted('startVideo', (endpoint = '') => started(endpoint, { direction: 'out', peers: [] })),
      stopVideo: noted('stopVideo', () => true),
      muteVideo: noted('muteVideo', () => undefined),
      pushPicture: noted('pushPicture', () => undefined),
    };
  }
}

function configOf(id: string): EndpointSnapshot['config'] {
  return { kind: 'tcp-server', address: ':0', name: id };
}

function fail(endpoint: string): never {
  throw new SocketError('NO_ENDPOINT', { endpoint });
}
