/** The host's transfers on an engine that a test plays. */
import { EventEmitter } from 'vscode';
import type { EngineCalls } from '../../src/core/calls.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { TransferSnapshot } from '../../src/core/transfer/transferSnapshot.ts';
import type { Panels } from '../../src/host/panel/panels.ts';
import { Transfers } from '../../src/host/transfers/transfers.ts';
import { endpointSnapshot } from './endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from './fakeEndpoints.ts';
import { transferSnapshot } from './transferSnapshots.ts';

export class FakeTransfers {
  /** The calls that the engine received, each with its arguments. */
  readonly calls: [keyof EngineCalls, ...unknown[]][] = [];
  /** The engine's calls. A call that a test replaces isn't recorded. */
  readonly engine: Partial<EngineCalls>;
  readonly endpoints: FakeEndpoints;
  readonly transfers: Transfers;
  /** Ids of the endpoints whose panels were opened. */
  readonly opened: string[] = [];
  readonly #visible = new EventEmitter<string>();
  readonly #called = new EventEmitter<void>();
  #isVisible = false;
  #isOtherVisible = false;

  /** Lists one endpoint, `e1`. */
  constructor(peers: readonly string[] = ['p1'], config: EndpointSnapshot['config'] = server) {
    this.engine = this.#engine(peers);
    this.endpoints = fakeEndpoints([endpointSnapshot('e1', peers.length, { config })], { engine: this.engine });
    this.transfers = new Transfers(this.endpoints, '/storage/received');
  }

  /** The listed endpoints, by id. */
  get listed(): Map<string, EndpointSnapshot> {
    return this.endpoints.listed;
  }

  get panels(): Panels {
    const isAnyVisible = () => this.#isVisible || this.#isOtherVisible;
    const panels = {
      isVisible: () => this.#isVisible,
      get isAnyVisible() {
        return isAnyVisible();
      },
      onDidChangeVisible: this.#visible.event,
      open: (id: string) => void this.opened.push(id),
    };
    return panels as unknown as Panels;
  }

  /** Announces transfers as the engine does. */
  report(...changed: TransferSnapshot[]): void {
    this.endpoints.changeTransfers(...changed);
  }

  /** Shows or hides the endpoint's panel. */
  show(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#visible.fire('e1');
  }

  /** Shows or hides the panel of another endpoint. */
  showOther(isVisible: boolean): void {
    this.#isOtherVisible = isVisible;
    this.#visible.fire('e2');
  }

  /** Announces the endpoint as the engine does. */
  change(more: Partial<EndpointSnapshot>): void {
    this.endpoints.change(endpointSnapshot('e1', 0, more));
  }

  stopEngine(): void {
    this.change({ state: 'failed', failure: { code: 'ENGINE_STOPPED', params: { detail: '' } } });
  }

  /** Takes the endpoint out of the list. */
  remove(): void {
    this.endpoints.unlist('e1');
  }

  /** Resolves with the arguments of the first call of this name, once it is made. */
  async called(name: keyof EngineCalls): Promise<unknown[]> {
    for (;;) {
      const found = this.calls.find(([call]) => call === name);
      if (found) return found.slice(1);
      await new Promise<void>(resolve => {
        const subscription = this.#called.event(() => {
          subscription.dispose();
          resolve();
        });
      });
    }
  }

  #record(...call: [keyof EngineCalls, ...unknown[]]): void {
    this.calls.push(call);
    setImmediate(() => this.#called.fire());
  }

  /** The only calls that transfers make. */
  #engine(peers: readonly string[]): Partial<EngineCalls> {
    const recorded =
      <T>(name: keyof EngineCalls, answer: (...args: string[]) => T) =>
      async (...args: unknown[]) => {
        this.#record(name, ...args);
        return answer(...(args as string[]));
      };
    const now = (id: string, more: Partial<TransferSnapshot>) =>
      transferSnapshot({ ...this.transfers.find(id), ...more });
    return {
      targetPeers: async (id, target) => targetedPeers(this.transfers.endpoints.find(id), peers, target),
      sendFiles: recorded('sendFiles', () => []),
      openSpool: recorded('openSpool', name => `spool of ${name}`),
      spool: recorded('spool', () => undefined),
      closeSpool: recorded('closeSpool', () => undefined),
      answerTransfer: recorded('answerTransfer', () => undefined),
      cancelTransfer: recorded('cancelTransfer', () => undefined),
      clearTransfers: recorded('clearTransfers', () => undefined),
      pauseTransfer: recorded('pauseTransfer', id => now(id, { state: 'paused', bytes: 40, bytesPerSecond: 0 })),
      resumeTransfer: recorded('resumeTransfer', id => now(id, { state: 'running' })),
      retryTransfer: recorded('retryTransfer', id => transferSnapshot({ id: `${id} again`, name: 'again' })),
    };
  }
}

const server = { kind: 'tcp-server', address: ':0' } as const;

function targetedPeers({ config }: EndpointSnapshot, peers: readonly string[], target: unknown): PeerSnapshot[] {
  if (typeof target === 'object') return [peerOf((target as { peer: string }).peer)];
  if (target === undefined && config.kind === 'udp' && config.remote !== undefined)
    return [{ ...peerOf('p1'), address: config.remote }];
  if (peers.length === 0) throw new SocketError('NO_PEER', { kind: config.kind });
  return peers.map(peerOf);
}

function peerOf(id: string): PeerSnapshot {
  return { id, address: `127.0.0.1:${id}`, state: 'open', bytesIn: 0, bytesOut: 0, connectedAt: 1 };
}
