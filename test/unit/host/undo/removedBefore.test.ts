import assert from 'node:assert/strict';
import type { RemovedEndpoint } from '../../../../src/core/calls/previousEndpoints.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { AsideEndpoint } from '../../../../src/host/endpoints/listedEndpoints.ts';
import type { SavedEndpoint } from '../../../../src/host/saved/savedEndpoints.ts';
import { undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { offerRemovedBefore, removedBefore } from '../../../../src/host/undo/removedBefore.ts';
import { lastRemoval } from '../../../../src/host/undo/removeEndpoints.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { undoOffers } from '../../../support/undoOffer.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('endpoints removed in an earlier window', () => {
  freshVscode();

  let done: string[];
  let undo: UndoList;
  let saved: SavedEndpoint[];

  beforeEach(() => {
    done = [];
    saved = [];
    undo = new UndoList(watchedLog().log);
  });
  afterEach(() => undo.dispose());

  const now = Date.now();
  const configOf = (name: string): EndpointConfig => ({ kind: 'tcp-server', address: '0.0.0.0:9000', name });
  const endpoint = (id: string, createdMs: number, removedMs: number, more: Partial<RemovedEndpoint> = {}) => ({
    ...{ id, createdMs, removedMs, config: configOf(id), address: 'tcp://0.0.0.0:9000', wasOpen: true },
    interrupted: false,
    ...more,
  });
  const parse = async (config: unknown) => (config === 'later' ? undefined : (config as EndpointConfig));
  const parts = () => ({
    endpoints: fakeEndpoints([], {
      bringBack: async (aside: AsideEndpoint) => void done.push(`back ${aside.endpoint.id}`),
      reopen: async id => assert.fail(`${id} is opened`),
      forgetAside: async id => void done.push(`forget ${id}`),
    }),
    saved: { all: async () => saved },
    undo,
  });

  it('are grouped by removal, with their place and what is to be restored', async () => {
    const kept = { panel: 'draft', traffic: { bytesIn: 1, bytesOut: 2, framesIn: 3, framesOut: 4 }, entries: 5 };
    const found = await removedBefore(
      {
        endpoints: [endpoint('listed', 2, 0)],
        removed: [
          endpoint('a', 1, 50, { ...kept, peerNames: { 'a:1': 'sensor' } }),
          endpoint('unusable', 1, 40, { config: 'later' }),
          endpoint('b', 3, 40, { wasOpen: false }),
          endpoint('c', 4, 50),
        ],
      },
      parse,
    );
    assert.deepEqual(
      found.map(({ sinceMs, removed }) => [sinceMs, removed.map(one => one.endpoint.id)]),
      [
        [40, ['b']],
        [50, ['a', 'c']],
      ],
    );
    assert.deepEqual(found[1]?.removed[0], {
      endpoint: { id: 'a', config: configOf('a'), address: 'tcp://0.0.0.0:9000' },
      order: ['a', 'unusable', 'listed', 'b', 'c'],
      how: {
        ...{ address: 'tcp://0.0.0.0:9000', wasOpen: true, keptSinceMs: 1 },
        ...{ ...kept, peerNames: { 'a:1': 'sensor' } },
      },
    });
  });

  it('are offered silently, restored closed without a permission, and dropped when they expire', async () => {
    const found = { endpoints: [], removed: [endpoint('a', 1, now), endpoint('b', 2, now), endpoint('c', 3, now - 1)] };
    await offerRemovedBefore(await removedBefore(found, parse), parts());
    assert.deepEqual(
      undoOffers().map(({ text }) => text),
      ['Removed 2 endpoints.'],
    );
    assert.deepEqual(questions.open, []);
    assert.deepEqual(await lastRemoval(undo)?.needs?.({ has: () => false }), []);
    await undoNow(undo, lastRemoval(undo));
    await lastRemoval(undo)?.forget();
    assert.deepEqual(done, ['back b', 'back a', 'forget c']);
  });

  it('are described as still saved, as in the window that removed them', async () => {
    const entry = { scope: { type: 'user' }, index: 0, isNamesake: false, autoStart: false } as const;
    saved = [{ ...entry, label: 'a', value: configOf('a'), config: configOf('a') }];
    await offerRemovedBefore(await removedBefore({ endpoints: [], removed: [endpoint('a', 1, now)] }, parse), parts());
    assert.deepEqual(
      undoOffers().map(({ text }) => text),
      ['Removed endpoint “a” and its transcript. It stays in your saved endpoints.'],
    );
  });
});
