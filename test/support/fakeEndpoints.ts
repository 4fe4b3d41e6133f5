/** The host's endpoints without an engine: a test lists snapshots and says what becomes of them. */
import { EventEmitter } from 'vscode';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { TransferSnapshot } from '../../src/core/transfer/transfer.ts';
import type { RecognisedVideo, VideoSnapshot } from '../../src/core/video/video.ts';
import type { Endpoints } from '../../src/host/endpoints.ts';

class ListedEndpoints {
  #all: readonly EndpointSnapshot[];
  readonly #changed = new EventEmitter<readonly EndpointSnapshot[]>();
  readonly #listed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeList = this.#listed.event;
  // An engine announces these, and there is none.
  readonly onDidChangeViews = new EventEmitter<readonly number[]>().event;
  readonly onDidChangeTransfers = new EventEmitter<readonly TransferSnapshot[]>().event;
  readonly onDidChangeVideos = new EventEmitter<readonly VideoSnapshot[]>().event;
  readonly onDidRecogniseVideo = new EventEmitter<RecognisedVideo>().event;

  constructor(all: readonly EndpointSnapshot[]) {
    this.#all = all;
  }

  get all(): EndpointSnapshot[] {
    return [...this.#all];
  }

  async now(): Promise<EndpointSnapshot[]> {
    return this.all;
  }

  find(idOrName: string): EndpointSnapshot {
    const found = this.#all.find(({ id, config }) => id === idOrName || config.name === idOrName);
    if (!found) throw new SocketError('NO_ENDPOINT', { endpoint: idOrName });
    return found;
  }

  has(id: string): boolean {
    return this.#all.some(one => one.id === id);
  }

  /** From now on these are listed, and no others. */
  list(...all: EndpointSnapshot[]): void {
    this.#all = all;
    this.#listed.fire();
  }

  /** Listed endpoints are like this now. */
  change(...changed: EndpointSnapshot[]): void {
    this.#all = this.#all.map(one => changed.find(({ id }) => id === one.id) ?? one);
    this.#changed.fire(changed);
  }
}

export type FakeEndpoints = Endpoints & Pick<ListedEndpoints, 'list' | 'change'>;

/** Lists these; `calls` are what the test answers in place of the engine. */
export function fakeEndpoints(all: readonly EndpointSnapshot[] = [], calls: Partial<Endpoints> = {}): FakeEndpoints {
  return Object.assign(new ListedEndpoints(all), calls) as unknown as FakeEndpoints;
}
