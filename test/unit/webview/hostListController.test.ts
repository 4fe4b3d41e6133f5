import assert from 'node:assert/strict';
import type { ReactiveControllerHost } from 'lit';
import { HostListController, type ShownList } from '../../../webview/hostListController.ts';

type Item = readonly [id: string, version: number];

/** The newest version of each item. */
class Items implements ShownList<Item, Items> {
  readonly known: ReadonlyMap<string, number>;

  constructor(items: readonly Item[] = []) {
    this.known = new Map(items);
  }

  with(changed: readonly Item[]): Items {
    return new Items([...this.known, ...changed]);
  }

  listed(all: readonly Item[], since: readonly Item[] = []): Items {
    return new Items([...all, ...since]);
  }
}

class Controller extends HostListController<Item, Items> {
  readonly seen: string[] = [];
  listening = 0;
  answer = Promise.withResolvers<readonly Item[]>();

  protected override listen(): readonly (() => void)[] {
    this.listening += 2;
    return [() => this.listening--, () => this.listening--];
  }

  protected override askAll(): Promise<readonly Item[]> {
    return this.answer.promise;
  }

  protected override see(items: readonly Item[]): void {
    this.seen.push(...items.map(([id]) => id));
  }

  changes(...items: Item[]): void {
    this.take(items);
  }
}

describe('a list mirrored from the host', () => {
  let updates: number;
  let list: Controller;
  const settled = () => new Promise(setImmediate);
  const known = () => Object.fromEntries(list.list.known);

  beforeEach(() => {
    updates = 0;
    const element = { addController: () => undefined, requestUpdate: () => updates++ };
    list = new Controller(element as unknown as ReactiveControllerHost, new Items());
    list.hostConnected();
  });

  it('contains all items, and their changes', async () => {
    list.answer.resolve([['a', 1]]);
    await settled();
    assert.deepEqual(known(), { a: 1 });
    list.changes(['a', 2], ['b', 1]);
    assert.deepEqual(known(), { a: 2, b: 1 });
    assert.deepEqual([list.seen, updates], [['a', 'a', 'b'], 2]);
  });

  it('keeps changes during the listing: those are newer', async () => {
    list.changes(['a', 2], ['b', 1]);
    list.answer.resolve([
      ['a', 1],
      ['c', 1],
    ]);
    await settled();
    assert.deepEqual(known(), { a: 2, b: 1, c: 1 });
  });

  it('contains changes even if the listing fails', async () => {
    list.answer.reject(new Error('the engine is busy'));
    await settled();
    list.changes(['a', 1]);
    assert.deepEqual([known(), list.problem], [{ a: 1 }, undefined]);
  });

  it('drops the changes of a listing with the next one', async () => {
    list.changes(['a', 9]);
    list.answer.resolve([]);
    await settled();
    list.answer = Promise.withResolvers();
    list.hostConnected();
    list.answer.resolve([['b', 1]]);
    await settled();
    assert.deepEqual(known(), { b: 1 });
  });

  it('reports what went wrong, until something else is tried', async () => {
    await list.attempt(async () => Promise.reject(new Error('It has gone.')));
    assert.deepEqual(list.problem, { text: 'It has gone.', isNote: false });
    let during: unknown = 'unset';
    await list.attempt(async () => {
      during = list.problem;
    });
    assert.deepEqual([during, list.problem], [undefined, undefined]);
  });

  it('stops listening with its element', () => {
    assert.equal(list.listening, 2);
    list.hostDisconnected();
    assert.equal(list.listening, 0);
  });
});
