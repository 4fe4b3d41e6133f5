import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { client, peer, server, settled, treeScene } from './treeScene.ts';

describe('the connections tree, once drawn,', () => {
  const scene = treeScene();

  it('redraws a closed client once its connection is known, and keeps that if the engine is gone', async () => {
    const id = 'a';
    scene.endpoints.list(endpointSnapshot(id, 1, { config: client }));
    scene.peers = [peer('1')];
    const [node = assert.fail()] = await scene.tree.getChildren();
    await settled();
    scene.peers = [{ ...peer('1', 'closed'), closedAt: 5 }];
    for (const engine of ['runs', 'has gone']) {
      scene.refreshed = [];
      scene.endpoints.change(endpointSnapshot(id, 0, { config: client, state: 'closed' }));
      mock.timers.tick(333);
      await settled();
      assert.deepEqual(scene.refreshed, [node], engine);
      assert.match(`${scene.tree.getTreeItem(node).description}`, /^closed · .* · until /, engine);
      scene.answer = () => Promise.reject(new Error('gone'));
    }
  });

  it('redraws everything when an endpoint gets or loses the name of a saved one', async () => {
    settings.set('portside.endpoints', [server]);
    const { name: _, ...unnamed } = server;
    scene.endpoints.list(endpointSnapshot('e', 0, { config: unnamed }));
    assert.equal((await scene.tree.getChildren()).length, 2);
    for (const [config, rows] of [
      [server, 1],
      [unnamed, 2],
    ] as const) {
      await settled();
      scene.refreshed = [];
      scene.endpoints.change(endpointSnapshot('e', 0, { config }));
      mock.timers.tick(333);
      await settled();
      assert.deepEqual(scene.refreshed, [undefined], 'a row is added or removed');
      assert.equal((await scene.tree.getChildren()).length, rows);
    }
    scene.refreshed = [];
    scene.endpoints.change(endpointSnapshot('e', 1, { config: unnamed }));
    mock.timers.tick(333);
    await settled();
    assert.deepEqual([scene.refreshed.length, scene.refreshed.includes(undefined)], [1, false], 'the same are saved');
  });

  it('redraws a changing endpoint at most three times a second, by the node that VS Code knows', async () => {
    scene.endpoints.list(endpointSnapshot('a', 0), endpointSnapshot('b', 0), endpointSnapshot('c', 0));
    const [a, b] = await scene.tree.getChildren();
    await settled();
    scene.refreshed = [];
    const passed = async (ms: number) => {
      mock.timers.tick(ms);
      await settled();
    };
    for (let times = 0; times < 5; times++) scene.endpoints.change(endpointSnapshot('a', times));
    scene.endpoints.change(endpointSnapshot('b', 1));
    await passed(332);
    assert.deepEqual(scene.refreshed, []);
    await passed(1);
    assert.deepEqual(scene.refreshed, [a, b]);
    assert.equal((await scene.tree.getChildren())[0], a);
    await passed(1000);
    assert.equal(scene.refreshed.length, 2);
    for (const ms of [300, 33]) {
      scene.endpoints.change(endpointSnapshot('a', ms));
      await passed(ms);
    }
    scene.endpoints.change(endpointSnapshot('a', 9));
    await passed(332);
    assert.equal(scene.refreshed.length, 3, 'a third of a second has not passed since');
  });

  it('redraws everything once if rows are added or removed, and nothing that has gone', async () => {
    scene.endpoints.list(endpointSnapshot('a', 0));
    await scene.tree.getChildren();
    scene.endpoints.change(endpointSnapshot('a', 1));
    await settled();
    scene.refreshed = [];
    scene.endpoints.list();
    settings.set('portside.endpoints', [server]);
    scene.tree.isIncomplete = true;
    await settled();
    mock.timers.tick(1000);
    await settled();
    assert.deepEqual(scene.refreshed, [undefined]);
    scene.tree.isIncomplete = false;
    await settled();
    assert.deepEqual(scene.refreshed, [undefined, undefined], 'starts are offered');
  });

  it('redraws only an endpoint that is saved or no longer saved, since no row is added', async () => {
    settings.set('portside.endpoints', [{ ...server, name: 'other' }]);
    scene.endpoints.list(endpointSnapshot('e', 0, { config: server }));
    const [node] = await scene.tree.getChildren();
    await settled();
    const other = { ...server, name: 'other' };
    for (const list of [[other, server], [other]]) {
      scene.refreshed = [];
      settings.set('portside.endpoints', list);
      await settled();
      assert.deepEqual(scene.refreshed, [node]);
    }
  });

  it('fetches the peers that VS Code shows before it redraws their endpoint, and no others', async () => {
    const asked: string[] = [];
    let answers = Promise.withResolvers<PeerSnapshot[]>();
    scene.endpoints.list(endpointSnapshot('shown', 1), endpointSnapshot('folded', 1));
    const [shown] = await scene.tree.getChildren();
    scene.peers = [peer('1')];
    await scene.tree.getChildren(shown);
    await settled();
    scene.answer = id => {
      asked.push(id);
      return answers.promise;
    };
    const changed = async () => {
      scene.refreshed = [];
      scene.endpoints.change(endpointSnapshot('shown', 2), endpointSnapshot('folded', 2));
      mock.timers.tick(333);
      await settled();
      return scene.refreshed.map(node => node && 'endpoint' in node && node.endpoint);
    };
    assert.deepEqual([await changed(), asked], [['folded'], ['shown']]);
    answers.resolve([peer('2')]);
    await settled();
    assert.equal(scene.refreshed.at(-1), shown);
    answers = Promise.withResolvers();
    const [row = assert.fail()] = await scene.tree.getChildren(shown);
    assert.equal(scene.tree.getTreeItem(row).label, '127.0.0.1:2');
    assert.deepEqual(asked, ['shown'], 'once');
    scene.endpoints.change(endpointSnapshot('shown', 3));
    answers.resolve([peer('3')]);
    const [later = assert.fail()] = await scene.tree.getChildren(shown);
    assert.equal(scene.tree.getTreeItem(later).label, '127.0.0.1:3');
    scene.answer = () => Promise.reject(new Error('the engine has gone'));
    assert.ok((await changed()).includes('shown'));
    await assert.rejects(scene.tree.getChildren(shown), /has gone/);
  });

  it('redraws an endpoint whose transcript is still being read, without waiting for its peers', async () => {
    const restoring = endpointSnapshot('e', 0, { isRestoring: true });
    scene.endpoints.list(restoring);
    const [node] = await scene.tree.getChildren();
    await settled();
    scene.answer = () => new Promise(() => undefined);
    void scene.tree.getChildren(node);
    scene.refreshed = [];
    scene.endpoints.change(restoring);
    mock.timers.tick(333);
    await settled();
    assert.deepEqual(scene.refreshed, [node]);
  });

  it('has rows at once while the engine and the settings are still being read, which VS Code waits for', async () => {
    settings.set('portside.endpoints', [{ ...server, name: 'other' }]);
    await scene.tree.getChildren();
    const answers = Promise.withResolvers<PeerSnapshot[]>();
    scene.answer = () => answers.promise;
    const all = Promise.withResolvers<Awaited<ReturnType<typeof scene.saved.all>>>();
    const reading = mock.method(scene.saved, 'all', () => all.promise);
    scene.endpoints.list(endpointSnapshot('c', 1, { config: client }));
    settings.set('portside.endpoints', []);
    const rows = await scene.tree.getChildren();
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['endpoint', 'saved'],
    );
    await settled();
    scene.refreshed = [];
    answers.resolve([peer('1')]);
    await settled();
    assert.deepEqual(scene.refreshed, [rows[0]], 'its connection is known');
    scene.refreshed = [];
    all.resolve([]);
    await settled();
    assert.deepEqual([scene.refreshed, await scene.tree.getChildren()], [[undefined], [rows[0]]]);
    reading.mock.restore();
  });
});
