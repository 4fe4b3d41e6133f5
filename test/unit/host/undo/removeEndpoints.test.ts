import assert from 'node:assert/strict';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { Dismissed } from '../../../../src/host/dismissed.ts';
import type { AsideEndpoint } from '../../../../src/host/endpoints.ts';
import type { SavedEndpoint } from '../../../../src/host/savedEndpoints.ts';
import { lastRemoval, removeClosed, removeEndpoint } from '../../../../src/host/undo/removeEndpoints.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('removing endpoints', () => {
  freshVscode();

  const server = { kind: 'tcp-server', address: ':9000', name: 'mine' } as const;
  let done: string[];
  let saved: SavedEndpoint[];
  let undo: UndoList;

  beforeEach(() => {
    done = [];
    saved = [];
    undo = new UndoList(watchedLog().log);
  });
  afterEach(() => undo.dispose());

  const settled = () => new Promise(setImmediate);
  const partsOf = (...all: EndpointSnapshot[]) => {
    const endpoints = fakeEndpoints(all, {
      setAside: async id => {
        done.push(`aside ${id}`);
        const endpoint = endpoints.find(id);
        endpoints.list(...endpoints.all.filter(one => one.id !== id));
        return { endpoint, order: [], how: {} };
      },
      bringBack: async ({ endpoint }: AsideEndpoint) => void done.push(`back ${endpoint.id}`),
      forgetAside: async id => void done.push(`forget ${id}`),
    });
    const panels = {
      isOpen: (id: string) => id === 'shown',
      isVisible: () => false,
      open: (id: string) => void done.push(`panel ${id}`),
    };
    const savedForms = { isEditing: (id: string) => id === 'edited' };
    return { endpoints, panels, undo, savedForms, saved: { all: async () => saved } };
  };
  const closed = (id: string, more: Partial<EndpointSnapshot> = {}) =>
    endpointSnapshot(id, 0, { state: 'closed', ...more });

  it('says what was removed, and brings it back with its panel where it had one', async () => {
    for (const id of ['hidden', 'shown']) {
      done = [];
      await removeEndpoint(id, partsOf(closed(id, { config: server })));
      (await questions.question('Removed “mine”.')).answer('Undo');
      await settled();
      assert.equal(workbenchState.said.shown.at(-1), 'Restored “mine”.');
      assert.deepEqual(done, [`aside ${id}`, `back ${id}`, ...(id === 'shown' ? ['panel shown'] : [])]);
    }
    assert.deepEqual(undo.all, []);
  });

  it('says of a saved one that it still is', async () => {
    const entry = { scope: { type: 'user' }, index: 0, isNamesake: false, autoStart: false } as const;
    saved = [{ ...entry, label: 'mine', value: server, config: server }];
    await removeEndpoint('a', partsOf(closed('a', { config: server })));
    await questions.question('Removed the transcript of “mine”. The endpoint is still saved.');
    await removeEndpoint('b', partsOf(closed('b', { config: { ...server, name: 'other' } })));
    await questions.question('Removed “other”.');
  });

  it('forgets it when the time is over', async () => {
    await removeEndpoint('a', partsOf(closed('a')));
    await lastRemoval(undo)?.forget();
    assert.deepEqual(done, ['aside a', 'forget a']);
  });

  it('asks first where connections would be lost, and keeps it unless that is wanted', async () => {
    const client = { kind: 'tcp-client', address: '127.0.0.1:9' } as const;
    for (const [endpoint, question] of [
      [endpointSnapshot('a', 3, { config: server }), 'Remove server mine? 3 clients will be disconnected.'],
      [endpointSnapshot('a', 1, { config: server }), 'Remove server mine? 1 client will be disconnected.'],
      [endpointSnapshot('a', 1, { config: client }), 'Remove client 127.0.0.1:1? Its connection will be closed.'],
    ] as const) {
      done = [];
      const parts = partsOf(endpoint);
      const kept = removeEndpoint('a', parts);
      (await questions.question(question)).dismiss();
      await assert.rejects(kept, Dismissed);
      assert.deepEqual(done, []);
      const removed = removeEndpoint('a', parts);
      (await questions.question(question)).answer('Remove');
      await removed;
      assert.deepEqual(done, ['aside a']);
    }
  });

  it('asks nothing where there is no connection', async () => {
    const udp = { kind: 'udp', address: ':0' } as const;
    for (const endpoint of [endpointSnapshot('a', 0, { config: server }), endpointSnapshot('a', 5, { config: udp })])
      await removeEndpoint('a', partsOf(endpoint));
    assert.deepEqual(done, ['aside a', 'aside a']);
  });

  it('removes once what went while it was asked about', async () => {
    const parts = partsOf(endpointSnapshot('a', 3, { config: server }));
    const removing = removeEndpoint('a', parts);
    const question = await questions.question('3 clients');
    parts.endpoints.list();
    question.answer('Remove');
    await removing;
    assert.deepEqual(done, []);
  });

  it('removes all that are closed or failed at once, with one way back, but no saved one that is edited', async () => {
    const failed = endpointSnapshot('c', 0, { state: 'failed' });
    await removeClosed(partsOf(closed('a'), endpointSnapshot('b', 2), failed, closed('edited')));
    (await questions.question('Removed 2 endpoints.')).answer('Undo');
    await settled();
    assert.equal(workbenchState.said.shown.at(-1), 'Restored 2 endpoints.');
    assert.deepEqual(done, ['aside a', 'aside c', 'back c', 'back a']);
    await assert.rejects(removeClosed(partsOf(endpointSnapshot('b', 2))), /There are no closed endpoints\./);
  });
});
