import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/host/disposableStore.ts';

describe('a disposable store', () => {
  let disposed: string[];
  const item = (name: string) => ({ name, dispose: () => void disposed.push(name) });

  beforeEach(() => {
    disposed = [];
  });

  it('disposes the latest first, each once', () => {
    const store = new DisposableStore();
    for (const name of ['a', 'b', 'c']) assert.equal(store.add(item(name)).name, name);
    assert.deepEqual(disposed, []);
    store.dispose();
    store.dispose();
    assert.deepEqual(disposed, ['c', 'b', 'a']);
  });

  it('disposes late additions at once', () => {
    const store = new DisposableStore();
    store.dispose();
    store.add(item('late'));
    store.dispose();
    assert.deepEqual(disposed, ['late']);
  });

  it('disposes what is added during disposal', () => {
    const store = new DisposableStore();
    store.add({ dispose: () => void store.add(item('added')) });
    store.dispose();
    assert.deepEqual(disposed, ['added']);
  });
});
