/** A panel over an endpoint without an engine, whose page is played by the test. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EventEmitter } from 'vscode';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { Panel } from '../../../../src/host/panel/panel.ts';
import type { PanelState } from '../../../../src/protocol/panelCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { type FakePanel, webviews } from '../../../support/fakeVscode/webviews.ts';
import { type ShownPanels, showPanels } from '../../../support/panelParts.ts';

/** Returns the panel's endpoint, with `more` overriding its properties. */
export function endpoint(more: Partial<EndpointSnapshot> = {}): EndpointSnapshot {
  return endpointSnapshot('e', 0, { config: { kind: 'tcp-server', address: ':0', name: 'mine' }, ...more });
}

export class PlayedPanel {
  /** The time that `performance` shows. */
  nowMs = 0;
  /** The state that an earlier page stored. */
  kept: string | undefined;
  readonly viewsChanged = new EventEmitter<readonly number[]>();
  readonly transfersChanged = new EventEmitter<readonly TransferSnapshot[]>();
  readonly endpoints: FakeEndpoints;
  readonly shown: ShownPanels;
  panel: Panel;
  tab: FakePanel;
  #calls = 0;

  constructor() {
    mock.method(performance, 'now', () => this.nowMs);
    this.endpoints = fakeEndpoints([endpoint()], {
      onDidChangeViews: this.viewsChanged.event,
      onDidChangeTransfers: this.transfersChanged.event,
      panelState: () => this.kept,
      engine: { openView: async () => ({ view: 7, state: {} }), closeView: async () => undefined },
    });
    this.shown = showPanels(this.endpoints, ['e']);
    this.panel = new Panel(endpoint(), this.shown.parts);
    this.tab = webviews.all[0] ?? assert.fail('there is no tab');
  }

  /** Calls the host like a page. Resolves with its answer. */
  async call(name: string, ...args: unknown[]): Promise<unknown> {
    const i = `call ${++this.#calls}`;
    this.tab.receive({ t: 'q', i, m: name, a: args });
    await settled();
    const [answer] = this.shown.posted.filter(message => (message as { i: string }).i === i) as {
      r?: unknown;
      e?: unknown;
    }[];
    if (answer?.e !== undefined) throw Object.assign(new Error(), answer.e);
    return answer?.r;
  }

  /** Calls `start` like a page that has loaded. */
  async start(): Promise<PanelState & { kept?: string }> {
    return (await this.call('start')) as PanelState & { kept?: string };
  }

  /** Resolves with what the page received in a call of this name, which it answers at once. */
  async received(name: string): Promise<unknown[]> {
    await settled();
    const asked = this.shown.posted.filter(message => (message as { m?: string }).m === name) as {
      i?: string;
      a: unknown[];
    }[];
    for (const { i } of asked) if (i !== undefined) this.tab.receive({ t: 's', i });
    await settled();
    return asked.map(({ a }) => a[0]);
  }

  /** Resolves with the states that the page received. */
  async states(): Promise<PanelState[]> {
    return (await this.received('changed')) as PanelState[];
  }
}

/** Passes a new panel to `set` before each test of the calling suite. */
export function playedPanels(set: (panel: PlayedPanel) => void): void {
  freshVscode();
  fakeTimers();
  // The tests below don’t wait for code that is loaded with the first call.
  before(() => import('../../../../src/client/page/pageInput.ts'));
  let panel: PlayedPanel;
  beforeEach(() => {
    panel = new PlayedPanel();
    set(panel);
  });
  afterEach(() => {
    panel.shown.dispose();
    mock.restoreAll();
  });
}

/** Lets calls between host and page settle. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
}
