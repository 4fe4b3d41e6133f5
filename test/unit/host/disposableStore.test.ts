import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/host/disposableStore.ts';

describe('a disposable store', () => {
  let disposed: string[];
  const item = (name: string) => ({ name, dispose: () => void disposed.push(name) });

  beforeEach(() => {
    disposed = [];
  });

  it('disposes of the latest first, each once', () => {
    const store = new DisposableStore();
    for (const name of ['a', 'b', 'c']) assert.equal(store.add(item(name)).name, name);
    assert.deepEqual(disposed, []);
    store.dispose();
    store.dispose();
    assert.deepEqual(disposed, ['c', 'b', 'a']);
  });

  it('disposes at once of what is added late', () => {
    const store = new DisposableStore();
    store.dispose();
    store.add(item('late'));
    store.dispose();
    assert.deepEqual(disposed, ['late']);
  });

  it('disposes of what is added while it is being disposed of', () => {
    const store = new DisposableStore();
    store.add({ dispose: () => void store.add(item('added')) });
    store.dispose();
    assert.deepEqual(disposed, ['added']);
  });
});
