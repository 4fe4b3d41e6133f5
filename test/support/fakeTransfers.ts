/** The host's transfers over an engine that does what a test says, without VS Code. */
import { EventEmitter } from 'vscode';
import type { EndpointSnapshot, PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { TransferSnapshot } from '../../src/core/transfer/transfer.ts';
import type { Endpoints } from '../../src/host/endpoints.ts';
import type { Panels } from '../../src/host/panel/panels.ts';
import { Transfers } from '../../src/host/transfers/transfers.ts';
import type { EngineCalls } from '../../src/protocol/engineCalls.ts';
import { endpointSnapshot } from './endpointSnapshot.ts';
import { transferSnapshot } from './transferSnapshots.ts';

export class FakeTransfers {
  /** Calls that the engine received, each with its arguments. */
  readonly calls: [keyof EngineCalls, ...unknown[]][] = [];
  /** The engine. A test may replace what it does; then the call is not noted. */
  readonly engine: Partial<EngineCalls>;
  readonly transfers: Transfers;
  /** The listed endpoints, by id. */
  readonly listed: Map<string, EndpointSnapshot>;
  /** The panels that were opened, by endpoint. */
  readonly opened: string[] = [];
  readonly #transfersChanged = new EventEmitter<readonly TransferSnapshot[]>();
  readonly #endpointsChanged = new EventEmitter<readonly EndpointSnapshot[]>();
  readonly #listChanged = new EventEmitter<void>();
  readonly #visible = new EventEmitter<string>();
  readonly #called = new EventEmitter<void>();
  #isVisible = false;

  /** One endpoint, `e1`, is listed. */
  constructor(peers: readonly string[] = ['p1'], config: EndpointSnapshot['config'] = server) {
    this.listed = new Map([['e1', endpointSnapshot('e1', peers.length, { config })]]);
    this.engine = this.#engine(peers);
    const endpoints = {
      onDidChange: this.#endpointsChanged.event,
      onDidChangeList: this.#listChanged.event,
      onDidChangeTransfers: this.#transfersChanged.event,
      calls: this.engine,
      has: (id: string) => this.listed.has(id),
      isHeld: (id: string) => this.listed.has(id),
      find: (id: string) => this.listed.get(id) ?? fail(id),
    };
    this.transfers = new Transfers(endpoints as unknown as Endpoints, '/storage/received');
  }

  get panels(): Panels {
    const panels = {
      isVisible: () => this.#isVisible,
      onDidChangeVisible: this.#visible.event,
      open: (id: string) => void this.opened.push(id),
    };
    return panels as unknown as Panels;
  }

  /** The engine tells of these. */
  tell(...changed: TransferSnapshot[]): void {
    this.#transfersChanged.fire(changed);
  }

  /** The endpoint's panel comes into sight, or goes. */
  show(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#visible.fire('e1');
  }

  /** The engine tells of the endpoint. */
  change(more: Partial<EndpointSnapshot>): void {
    this.#endpointsChanged.fire([endpointSnapshot('e1', 0, more)]);
  }

  stopEngine(): void {
    this.change({ state: 'failed', failure: { code: 'ENGINE_STOPPED', params: { detail: '' } } });
  }

  /** The endpoint is taken out of the list. */
  remove(): void {
    this.listed.delete('e1');
    this.#listChanged.fire();
  }

  /** Resolves with the arguments of a call when it was made. */
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

  #note(...call: [keyof EngineCalls, ...unknown[]]): void {
    this.calls.push(call);
    setImmediate(() => this.#called.fire());
  }

  /** The calls that are asked here; there are no others. */
  #engine(peers: readonly string[]): Partial<EngineCalls> {
    const noted =
      <T>(name: keyof EngineCalls, answer: (...args: string[]) => T) =>
      async (...args: unknown[]) => {
        this.#note(name, ...args);
        return answer(...(args as string[]));
      };
    const now = (id: string, more: Partial<TransferSnapshot>) =>
      transferSnapshot({ ...this.transfers.find(id), ...more });
    return {
      meant: async (id, target) => meantPeers(this.transfers.endpoints.find(id), peers, target),
      sendFiles: noted('sendFiles', () => []),
      openSpool: noted('openSpool', name => `spool of ${name}`),
      spool: noted('spool', () => undefined),
      closeSpool: noted('closeSpool', () => undefined),
      answerTransfer: noted('answerTransfer', () => undefined),
      cancelTransfer: noted('cancelTransfer', () => undefined),
      clearTransfers: noted('clearTransfers', () => undefined),
      pauseTransfer: noted('pauseTransfer', id => now(id, { state: 'paused', bytes: 40, bytesPerSecond: 0 })),
      resumeTransfer: noted('resumeTransfer', id => now(id, { state: 'running' })),
      retryTransfer: noted('retryTransfer', id => transferSnapshot({ id: `${id} again`, name: 'again' })),
    };
  }
}

const server = { kind: 'tcp-server', address: ':0' } as const;

function fail(endpoint: string): never {
  throw new SocketError('NO_ENDPOINT', { endpoint });
}

function meantPeers({ config }: EndpointSnapshot, peers: readonly string[], target: unknown): PeerSnapshot[] {
  if (typeof target === 'object') return [peerOf((target as { peer: string }).peer)];
  if (target === undefined && config.kind === 'udp' && config.remote !== undefined)
    return [{ ...peerOf('p1'), address: config.remote }];
  if (peers.length === 0) throw new SocketError('NO_PEER', { kind: config.kind });
  return peers.map(peerOf);
}

function peerOf(id: string): PeerSnapshot {
  return { id, address: `127.0.0.1:${id}`, state: 'open', bytesIn: 0, bytesOut: 0, connectedAt: 1 };
}
