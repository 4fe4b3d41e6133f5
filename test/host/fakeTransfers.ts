/** Transfers of an engine that does what a test says, and answers by hand to what is asked. */
import * as vscode from 'vscode';
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { TransferSnapshot } from '../../src/core/transfer/transfer.ts';
import type { Endpoints } from '../../src/host/endpoints.ts';
import type { Panels } from '../../src/host/panel/panels.ts';
import { Transfers } from '../../src/host/transfers/transfers.ts';
import type { EngineCalls } from '../../src/protocol/engineCalls.ts';
import { transferSnapshot } from '../support/transferSnapshots.ts';

export class FakeTransfers {
  /** What was asked of the engine: the call and its arguments. */
  readonly calls: [keyof EngineCalls, ...unknown[]][] = [];
  readonly transfers: Transfers;
  readonly #changed = new vscode.EventEmitter<readonly TransferSnapshot[]>();
  readonly #visible = new vscode.EventEmitter<string>();
  readonly #called = new vscode.EventEmitter<void>();
  visible = false;

  constructor(peers: readonly string[] = ['p1'], config: object = { kind: 'tcp-server', address: ':0' }) {
    const none = new vscode.EventEmitter<never>().event;
    const endpoint = {
      id: 'e1',
      config,
      state: 'open',
      address: 'tcp://127.0.0.1:9000',
      counters: { peers: peers.length },
    };
    const endpoints = {
      onDidChange: none,
      onDidChangeList: none,
      onDidChangeTransfers: this.#changed.event,
      calls: this.#engine(peers),
      has: () => true,
      find: () => endpoint,
    };
    this.transfers = new Transfers(endpoints as unknown as Endpoints, '/storage/received');
  }

  get panels(): Panels {
    const panels = { isVisible: () => this.visible, onDidChangeVisible: this.#visible.event, open: () => undefined };
    return panels as unknown as Panels;
  }

  /** The engine tells of these. */
  tell(...changed: TransferSnapshot[]): void {
    this.#changed.fire(changed);
  }

  show(visible: boolean): void {
    this.visible = visible;
    this.#visible.fire('e1');
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

  /** The calls that are asked here; there are no others. */
  #engine(peers: readonly string[]): Partial<EngineCalls> {
    const heard = (...call: [keyof EngineCalls, ...unknown[]]) => {
      this.calls.push(call);
      setImmediate(() => this.#called.fire());
    };
    return {
      meant: async (_id, target) => {
        const { config } = this.transfers.endpoints.find('e1');
        if (typeof target === 'object') return [peerOf(target.peer ?? '')];
        if (target === undefined && config.remote !== undefined) return [{ ...peerOf('p1'), address: config.remote }];
        if (peers.length === 0) throw new SocketError('NO_PEER', { kind: 'tcp-server' });
        return peers.map(peerOf);
      },
      sendFiles: async (...args) => {
        heard('sendFiles', ...args);
        return [];
      },
      openSpool: async (...args) => {
        heard('openSpool', ...args);
        return `spool of ${args[0]}`;
      },
      spool: async (...args) => heard('spool', ...args),
      closeSpool: async (...args) => heard('closeSpool', ...args),
      answerTransfer: async (...args) => heard('answerTransfer', ...args),
      cancelTransfer: async (...args) => heard('cancelTransfer', ...args),
      pauseTransfer: async id => {
        heard('pauseTransfer', id);
        return transferSnapshot({ ...this.transfers.find(id), state: 'paused', bytes: 40, bytesPerSecond: 0 });
      },
      retryTransfer: async id => {
        heard('retryTransfer', id);
        return transferSnapshot({ id: `${id} again`, name: 'again' });
      },
    };
  }
}

function peerOf(id: string): PeerSnapshot {
  return { id, address: `127.0.0.1:${id}`, state: 'open', bytesIn: 0, bytesOut: 0, connectedAt: 1 };
}

/** What the window was asked to show, with a person who answers. */
export class FakeWindow {
  readonly shown: string[] = [];
  readonly #cancelling = new vscode.CancellationTokenSource();
  readonly #original = new Map<string, unknown>();
  readonly #waiting: { text: RegExp; resolve: () => void }[] = [];

  /** `answer` gets the text, or the labels of a list's items, and the buttons. */
  replace(name: keyof typeof vscode.window, answer: (text: string, choices: string[]) => unknown): void {
    const window = vscode.window as unknown as Record<string, unknown>;
    if (!this.#original.has(name)) this.#original.set(name, window[name]);
    window[name] = async (first: unknown, ...rest: unknown[]) => {
      const items = Array.isArray(first) ? (first as { label: string }[]) : undefined;
      const text = items ? String((rest[0] as { placeHolder?: string }).placeHolder) : String(first);
      this.note(text);
      const choices = items ? items.map(({ label }) => label) : rest.filter(one => typeof one === 'string');
      const answered = await answer(text, choices as string[]);
      return items ? items.find(({ label }) => label === answered) : answered;
    };
  }

  /** Progress notifications, by title until they end; what they report is noted, too. */
  watchProgress(): Set<string> {
    const open = new Set<string>();
    const window = vscode.window as unknown as Record<string, unknown>;
    this.#original.set('withProgress', window.withProgress);
    const { token } = this.#cancelling;
    window.withProgress = async ({ title }: { title: string }, run: (...args: unknown[]) => Promise<unknown>) => {
      open.add(title);
      this.note(title);
      await run({ report: ({ message }: { message: string }) => this.note(message) }, token);
      open.delete(title);
      this.note(`end of ${title}`);
    };
    return open;
  }

  /** Presses *Cancel* on the progress notifications. */
  cancelProgress(): void {
    this.#cancelling.cancel();
  }

  note(text: string): void {
    this.shown.push(text);
    for (const { text: wanted, resolve } of this.#waiting) if (wanted.test(text)) resolve();
  }

  async sees(text: RegExp): Promise<void> {
    if (!this.shown.some(one => text.test(one)))
      await new Promise<void>(resolve => void this.#waiting.push({ text, resolve }));
  }

  restore(): void {
    for (const [name, value] of this.#original) (vscode.window as unknown as Record<string, unknown>)[name] = value;
  }
}
