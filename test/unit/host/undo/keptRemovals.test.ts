import assert from 'node:assert/strict';
import { type Memento, Uri } from 'vscode';
import type { KeptRemoval } from '../../../../src/client/keptRemoval.ts';
import { undoableMs } from '../../../../src/core/undoableMs.ts';
import { keepRemovals } from '../../../../src/host/undo/keptRemovals.ts';
import { undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { type Undoable, UndoList } from '../../../../src/host/undo/undoList.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { undoOffers } from '../../../support/undoOffer.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('removals stored for the next window', () => {
  freshVscode();

  let stored: Map<string, unknown>;
  let memory: Memento;
  let undone: string[];
  let list: UndoList;

  beforeEach(() => {
    stored = new Map();
    memory = fakeMemento(stored);
    undone = [];
  });
  afterEach(() => list.dispose());

  const now = Date.now();
  const keptMessage = (name: string, sinceMs = now): KeptRemoval => {
    return { type: 'message', name, sinceMs, entry: { at: 0, entry: Uri.file('/a').toString() } };
  };
  const undoableOf = (kept: KeptRemoval): Undoable => ({
    ...{ kind: 'remove', kept, sinceMs: kept.sinceMs },
    undo: async () => void undone.push(kept.type === 'message' ? kept.name : kept.label),
    forget: async () => undefined,
  });
  const names = () => list.all.map(({ kept }) => kept?.type === 'message' && kept.name);
  /** Recreates everything, as in a new window. */
  const open = (gone?: string) => {
    list = new UndoList(watchedLog().log);
    keepRemovals(list, memory, kept =>
      kept.type === 'message' && kept.name === gone ? undefined : [undoableOf(kept), 'Removed.'],
    );
  };
  const reload = (gone?: string) => {
    list.dispose();
    open(gone);
  };

  it('are listed and offered there until they are undone', async () => {
    open();
    list.add(undoableOf(keptMessage('b', now - 1)));
    list.add(undoableOf(keptMessage('a', now - 2)));
    list.add({ ...undoableOf(keptMessage('an endpoint')), kept: undefined } as unknown as Undoable);
    reload();
    assert.deepEqual([names(), undoOffers().length], [['a', 'b'], 1]);
    await undoNow(list, list.all.at(-1));
    reload();
    assert.deepEqual([names(), undone], [['a'], ['b']]);
  });

  it('are dropped when they expire or no longer apply', async () => {
    const old = [now - undoableMs - 1, now + 2 * undoableMs].map(sinceMs => keptMessage('old', sinceMs));
    await memory.update('removals', [...old, keptMessage('gone'), keptMessage('a')]);
    open('gone');
    assert.deepEqual(names(), ['a']);
    assert.deepEqual(stored.get('removals'), [keptMessage('a')]);
    const [one] = list.all;
    assert.ok(one && list.drop(one));
    assert.deepEqual(stored.get('removals'), []);
  });

  for (const other of [null, 'removals', 7, { type: 'message' }])
    it(`are empty if another version stored ${JSON.stringify(other)}`, async () => {
      await memory.update('removals', other);
      open();
      assert.deepEqual(names(), []);
    });

  it('are skipped if another version stored them in another form', async () => {
    const message = keptMessage('a');
    const endpoint = { type: 'savedEndpoint', sinceMs: now, label: 'b', scope: 'user', index: 0, value: 'anything' };
    const others = [
      ...[null, 'a', 7, [], {}],
      ...[
        { ...message, type: 'tap' },
        { ...message, sinceMs: 'now' },
        { ...message, sinceMs: null },
      ],
      ...[
        { ...message, name: {} },
        { ...message, entry: null },
        { ...message, entry: { at: -1 } },
      ],
      ...[
        { ...endpoint, label: 1 },
        { ...endpoint, scope: null },
        { ...endpoint, index: 0.5 },
      ],
    ];
    await memory.update('removals', [...others, message, endpoint]);
    open();
    assert.deepEqual(
      list.all.map(({ kept }) => kept),
      [message, endpoint],
    );
    assert.deepEqual(stored.get('removals'), [message, endpoint]);
  });
});
