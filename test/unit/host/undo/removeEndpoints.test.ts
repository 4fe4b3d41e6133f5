import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { AsideEndpoint } from '../../../../src/host/endpoints/listedEndpoints.ts';
import type { SavedEndpoint } from '../../../../src/host/saved/savedEndpoints.ts';
import { undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { lastRemoval, removeClosed, removeEndpoint } from '../../../../src/host/undo/removeEndpoints.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { paramsOf } from '../../../support/paramsOf.ts';
import { undoOffers } from '../../../support/undoOffer.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('removing endpoints', () => {
  freshVscode();

  const server = { kind: 'tcp-server', address: ':9000', name: 'mine' } as const;
  let done: string[];
  let isTaken: boolean;
  let isVisible: boolean;
  let saved: SavedEndpoint[];
  let undo: UndoList;

  beforeEach(() => {
    done = [];
    isTaken = false;
    isVisible = false;
    saved = [];
    undo = new UndoList(watchedLog().log);
  });
  afterEach(() => undo.dispose());

  const offered = () => undoOffers().map(({ text }) => text);
  const partsOf = (...all: EndpointSnapshot[]) => {
    const endpoints = fakeEndpoints(all, {
      setAside: async id => {
        done.push(`aside ${id}`);
        const endpoint = endpoints.find(id);
        endpoints.list(...endpoints.all.filter(one => one.id !== id));
        return { endpoint, order: [], how: { wasOpen: endpoint.state === 'open' } };
      },
      reopen: async id => {
        done.push(`open ${id}`);
        if (isTaken) throw SocketError.system('EADDRINUSE', { operation: 'listen', address: 'tcp://127.0.0.1:9000' });
        return endpointSnapshot(id, 0);
      },
      bringBack: async ({ endpoint }: AsideEndpoint) => void done.push(`back ${endpoint.id}`),
      forgetAside: async id => void done.push(`forget ${id}`),
    });
    const panels = {
      isOpen: (id: string) => id === 'shown',
      isVisible: () => isVisible,
      open: (id: string) => void done.push(`panel ${id}`),
    };
    const savedForms = { isEditing: (id: string) => id === 'edited' };
    return { endpoints, panels, undo, savedForms, saved: { all: async () => saved } };
  };
  const closed = (id: string, more: Partial<EndpointSnapshot> = {}) =>
    endpointSnapshot(id, 0, { state: 'closed', ...more });

  it('reports what was removed, and restores it with its panel, if any', async () => {
    for (const id of ['hidden', 'shown']) {
      done = [];
      await removeEndpoint(id, partsOf(closed(id, { config: server })));
      assert.deepEqual(offered(), ['Removed endpoint “mine”.']);
      await undoNow(undo, lastRemoval(undo));
      assert.equal(workbenchState.said.shown.at(-1), 'Restored endpoint “mine”.');
      assert.deepEqual(done, [`aside ${id}`, `back ${id}`, ...(id === 'shown' ? ['panel shown'] : [])]);
    }
    assert.deepEqual(undo.all, []);
  });

  it('has a time of its own for each removal, which endpoints removed together share', async () => {
    const times = new Map<string, number | undefined>();
    const remembering = (...all: EndpointSnapshot[]) => {
      const parts = partsOf(...all);
      const { setAside } = parts.endpoints;
      parts.endpoints.setAside = (id, removedMs) => {
        times.set(id, removedMs);
        return setAside(id, removedMs);
      };
      return parts;
    };
    mock.method(Date, 'now', () => 1000);
    await Promise.all([
      removeEndpoint('a', remembering(closed('a'))),
      removeEndpoint('b', remembering(closed('b'))),
      removeClosed(remembering(closed('c'), closed('d'))),
    ]);
    mock.restoreAll();
    assert.deepEqual([times.size, new Set(times.values()).size, times.get('c') === times.get('d')], [4, 3, true]);
  });

  it('names a UDP socket by its destination', async () => {
    const config = { kind: 'udp', address: ':0', remote: '127.0.0.1:20001' } as const;
    await removeEndpoint('a', partsOf(closed('a', { config })));
    assert.deepEqual(offered(), ['Removed endpoint “127.0.0.1:20001”.']);
    await undoNow(undo, lastRemoval(undo));
    assert.equal(workbenchState.said.shown.at(-1), 'Restored endpoint “127.0.0.1:20001”.');
  });

  it('reopens what was open', async () => {
    for (const state of ['open', 'closed'] as const) {
      done = [];
      await removeEndpoint('a', partsOf(endpointSnapshot('a', 0, { state })));
      await undoNow(undo, lastRemoval(undo));
      assert.deepEqual(done, ['aside a', 'back a', ...(state === 'open' ? ['open a'] : [])]);
    }
  });

  it('restores what can’t be opened anymore, and reports why if no panel does', async () => {
    isTaken = true;
    await removeEndpoint('a', partsOf(endpointSnapshot('a', 0, { config: server })));
    await undoNow(undo, lastRemoval(undo));
    assert.deepEqual([done, undo.all], [['aside a', 'back a', 'open a'], []]);
    await questions.question('127.0.0.1:9000', 'notification');
    isVisible = true;
    await removeEndpoint('a', partsOf(endpointSnapshot('a', 0, { config: server })));
    await undoNow(undo, lastRemoval(undo));
    assert.equal(questions.open.filter(({ text }) => !text.startsWith('Removed')).length, 1);
  });

  it('needs a permission to restore what is reopened, now or with the next window', async () => {
    const exposed = { ...server, address: '0.0.0.0:9000' };
    const needs = async (granted = false) => {
      const found = await lastRemoval(undo)?.needs?.({ has: () => granted });
      return found?.map(need => paramsOf(need).address);
    };
    await removeEndpoint('a', partsOf(endpointSnapshot('a', 0, { config: exposed })));
    assert.deepEqual([await needs(), await needs(true)], [['0.0.0.0:9000'], []]);
    await removeEndpoint('b', partsOf(closed('b', { config: exposed })));
    assert.deepEqual(await needs(), [], 'it is restored closed');
    const entry = { scope: { type: 'user' }, index: 0, isNamesake: false } as const;
    saved = [{ ...entry, label: 'mine', autoStart: true, value: server, config: server }];
    assert.deepEqual(await needs(), ['0.0.0.0:9000'], 'it would start in place of the saved one');
    await removeEndpoint('c', partsOf(endpointSnapshot('c', 0, { config: server })));
    assert.deepEqual(await needs(), []);
  });

  it('says that a saved one is still saved', async () => {
    const entry = { scope: { type: 'user' }, index: 0, isNamesake: false, autoStart: false } as const;
    saved = [{ ...entry, label: 'mine', value: server, config: server }];
    await removeEndpoint('a', partsOf(closed('a', { config: server })));
    assert.deepEqual(offered(), ['Removed endpoint “mine” and its transcript. It stays in your saved endpoints.']);
    await removeEndpoint('b', partsOf(closed('b', { config: { ...server, name: 'other' } })));
    assert.deepEqual(offered(), ['Removed endpoint “other”.']);
  });

  it('drops it when it expires', async () => {
    await removeEndpoint('a', partsOf(closed('a')));
    await lastRemoval(undo)?.forget();
    assert.deepEqual(done, ['aside a', 'forget a']);
  });

  it('asks first if connections would be lost, and keeps it unless confirmed', async () => {
    const client = { kind: 'tcp-client', address: '127.0.0.1:9' } as const;
    for (const [endpoint, question] of [
      [endpointSnapshot('a', 3, { config: server }), 'Remove endpoint “mine”? 3 clients will be disconnected.'],
      [endpointSnapshot('a', 1, { config: server }), 'Remove endpoint “mine”? 1 client will be disconnected.'],
      [endpointSnapshot('a', 1, { config: client }), 'Remove endpoint “127.0.0.1:1”? Its connection will be closed.'],
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

  it('says in the question, too, that a saved one stays saved', async () => {
    const entry = { scope: { type: 'user' }, index: 0, isNamesake: false, autoStart: false } as const;
    saved = [{ ...entry, label: 'mine', value: server, config: server }];
    const detailsOf = async (config: EndpointSnapshot['config']) => {
      const removing = removeEndpoint('a', partsOf(endpointSnapshot('a', 1, { config })));
      const question = await questions.question('1 client will be disconnected.');
      question.dismiss();
      await assert.rejects(removing, Dismissed);
      return question.text.split('\n').slice(1);
    };
    const undoing = 'Undo restores the endpoint and its transcript, but not its connections.';
    assert.deepEqual(await detailsOf(server), ['It stays in your saved endpoints.', undoing]);
    assert.deepEqual(await detailsOf({ ...server, name: 'other' }), [undoing]);
  });

  it('asks nothing without a connection', async () => {
    const udp = { kind: 'udp', address: ':0' } as const;
    for (const endpoint of [endpointSnapshot('a', 0, { config: server }), endpointSnapshot('a', 5, { config: udp })])
      await removeEndpoint('a', partsOf(endpoint));
    assert.deepEqual(done, ['aside a', 'aside a']);
  });

  it('removes once what disappeared while the question was open', async () => {
    const parts = partsOf(endpointSnapshot('a', 3, { config: server }));
    const removing = removeEndpoint('a', parts);
    const question = await questions.question('3 clients');
    parts.endpoints.list();
    question.answer('Remove');
    await removing;
    assert.deepEqual(done, []);
  });

  it('removes all that are closed or failed at once, with a single undo, except a saved one being edited', async () => {
    const failed = endpointSnapshot('c', 0, { state: 'failed' });
    await removeClosed(partsOf(closed('a'), endpointSnapshot('b', 2), failed, closed('edited')));
    assert.deepEqual(offered(), ['Removed 2 endpoints.']);
    await undoNow(undo, lastRemoval(undo));
    assert.equal(workbenchState.said.shown.at(-1), 'Restored 2 endpoints.');
    assert.deepEqual(done, ['aside a', 'aside c', 'back c', 'back a']);
    await assert.rejects(removeClosed(partsOf(endpointSnapshot('b', 2))), /There are no closed endpoints\./);
  });
});
