/** The host's endpoints without an engine: a test lists snapshots and announces what an engine would. */
import { EventEmitter } from 'vscode';
import type { EngineWorker } from '../../src/client/engineWorker.ts';
import { mirroredCalls } from '../../src/client/mirroredCalls.ts';
import type { EngineCalls } from '../../src/core/calls.ts';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { TransferSnapshot } from '../../src/core/transfer/transferSnapshot.ts';
import type { RecognizedVideo, VideoSnapshot } from '../../src/core/video/video.ts';
import type { TranscriptRead } from '../../src/host/endpoints/endpointMirror.ts';
import type { Endpoints, HostCalls } from '../../src/host/endpoints/endpoints.ts';

class ListedEndpoints {
  /** By id. A test that changes it directly announces nothing. */
  readonly listed: Map<string, EndpointSnapshot>;
  readonly #changed = new EventEmitter<readonly EndpointSnapshot[]>();
  readonly #listChanged = new EventEmitter<void>();
  readonly #transfersChanged = new EventEmitter<readonly TransferSnapshot[]>();
  readonly #videosChanged = new EventEmitter<readonly VideoSnapshot[]>();
  readonly #videoRecognized = new EventEmitter<RecognizedVideo>();
  readonly #transcriptRead = new EventEmitter<TranscriptRead>();
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeList = this.#listChanged.event;
  readonly onDidChangeTransfers = this.#transfersChanged.event;
  readonly onDidChangeVideos = this.#videosChanged.event;
  readonly onDidRecognizeVideo = this.#videoRecognized.event;
  readonly onDidReadTranscript = this.#transcriptRead.event;
  /** Never fires: without an engine there are no views. */
  readonly onDidChangeViews = new EventEmitter<readonly number[]>().event;

  constructor(all: readonly EndpointSnapshot[]) {
    this.listed = byId(all);
  }

  get all(): EndpointSnapshot[] {
    return [...this.listed.values()];
  }

  async now(): Promise<EndpointSnapshot[]> {
    return this.all;
  }

  find(idOrName: string): EndpointSnapshot {
    const found = this.all.find(({ id, config }) => id === idOrName || config.name === idOrName);
    if (!found) throw new SocketError('NO_ENDPOINT', { endpoint: idOrName });
    return found;
  }

  has(id: string): boolean {
    return this.listed.has(id);
  }

  isHeld(id: string): boolean {
    return this.has(id);
  }

  /** Lists these endpoints in place of all others. */
  list(...all: EndpointSnapshot[]): void {
    this.listed.clear();
    for (const [id, snapshot] of byId(all)) this.listed.set(id, snapshot);
    this.#listChanged.fire();
  }

  unlist(id: string): void {
    this.listed.delete(id);
    this.#listChanged.fire();
  }

  /** Announces these endpoints, and updates those that are listed. */
  change(...changed: EndpointSnapshot[]): void {
    for (const one of changed) if (this.listed.has(one.id)) this.listed.set(one.id, one);
    this.#changed.fire(changed);
  }

  changeTransfers(...changed: TransferSnapshot[]): void {
    this.#transfersChanged.fire(changed);
  }

  changeVideos(...changed: VideoSnapshot[]): void {
    this.#videosChanged.fire(changed);
  }

  readTranscript(endpoint: string, percent: number): void {
    this.#transcriptRead.fire({ endpoint, percent });
  }

  recognizeVideo(recognized: RecognizedVideo): void {
    this.#videoRecognized.fire(recognized);
  }
}

export type FakeEndpoints = Endpoints & ListedEndpoints;

/** The engine's calls that a test answers. An answer of nothing updates nothing. */
type PlayedCalls = { [Call in keyof HostCalls]?: (...args: Parameters<HostCalls[Call]>) => Promise<unknown> };

/** The parts that a test replaces: methods of the endpoints, and calls of the engine, either among them or as `engine`. */
type Played = Partial<Omit<Endpoints, 'engine'>> & PlayedCalls & { readonly engine?: PlayedCalls };

/** Returns endpoints that list these. */
export function fakeEndpoints(all: readonly EndpointSnapshot[] = [], played: Played = {}): FakeEndpoints {
  const listed = new ListedEndpoints(all);
  const calls = (played.engine ?? played) as EngineCalls;
  const engine = mirroredCalls(
    { engine: { calls, worker: {} as EngineWorker }, isHeld: () => true },
    {
      update: () => undefined,
      announce: () => undefined,
      announceTransfers: transfers => listed.changeTransfers(...transfers),
      announceVideos: videos => listed.changeVideos(...videos),
    },
  );
  return Object.assign(listed, played, { engine }) as unknown as FakeEndpoints;
}

function byId(all: readonly EndpointSnapshot[]): Map<string, EndpointSnapshot> {
  return new Map(all.map(one => [one.id, one]));
}
