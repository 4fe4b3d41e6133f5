import assert from 'node:assert/strict';
import type { Disposable, Memento } from 'vscode';
import { watchRestoring } from '../../../../src/host/restored/restoringMessage.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('the message that earlier endpoints are being restored', () => {
  freshVscode();

  let endpoints: FakeEndpoints;
  let kept: Map<string, unknown>;
  let shown: boolean[];
  let ready: PromiseWithResolvers<void>;
  let watching: Disposable | undefined;

  beforeEach(() => {
    endpoints = fakeEndpoints();
    kept = new Map();
    watching = undefined;
  });
  afterEach(() => watching?.dispose());

  /** Reloads the window, with nothing listed yet. */
  function load(): void {
    watching?.dispose();
    endpoints.listed.clear();
    shown = [];
    ready = Promise.withResolvers();
    const memory = {
      get: (key: string, otherwise: unknown) => kept.get(key) ?? otherwise,
      update: async (key: string, value: unknown) => void kept.set(key, value),
    } as unknown as Memento;
    const view = {
      set isRestoring(isRestoring: boolean) {
        shown.push(isRestoring);
      },
    };
    watching = watchRestoring(endpoints, ready.promise, view, memory);
  }
  const restoring = endpointSnapshot('e', 0, { isRestoring: true });
  const isReady = async () => {
    ready.resolve();
    await new Promise(setImmediate);
  };

  it('isn’t shown in a window that had none, whatever other windows have', async () => {
    load();
    await isReady();
    endpoints.list(endpointSnapshot('e', 0));
    assert.deepEqual(shown, []);
  });

  it('is shown from the start if there were some, until their transcripts are read', () => {
    load();
    endpoints.list(endpointSnapshot('e', 0));
    load();
    assert.deepEqual(shown, [true]);
    endpoints.list(restoring);
    assert.deepEqual(shown, [true]);
    endpoints.change(endpointSnapshot('e', 0));
    assert.deepEqual(shown, [true, false]);
  });

  it('disappears when no more are expected, and doesn’t return after all were removed', async () => {
    load();
    endpoints.list(restoring);
    await isReady();
    assert.deepEqual(shown, [true, false], 'one that could not be read');
    endpoints.list();
    load();
    assert.deepEqual(shown, []);
  });
});
