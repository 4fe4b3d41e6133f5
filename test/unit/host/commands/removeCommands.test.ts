import assert from 'node:assert/strict';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { clear, remove, undoClear, undoRemove } from '../../../../src/host/commands/removeCommands.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('remove and clear commands', () => {
  freshVscode();

  let done: string[];
  let undo: UndoList;
  let context: CommandContext;

  beforeEach(() => {
    done = [];
    undo = new UndoList(watchedLog().log);
    const act = (name: string) => async (id: string, more?: unknown) =>
      void done.push([name, id, more ?? []].flat().join(' '));
    const endpoints = fakeEndpoints([endpointSnapshot('a', 0), endpointSnapshot('b', 0)], {
      remove: act('remove'),
      setAside: async id => {
        done.push(`aside ${id}`);
        return { endpoint: endpointSnapshot(id, 0), order: [], how: {} };
      },
      bringBack: async ({ endpoint }) => void done.push(`back ${endpoint.id}`),
      clearTranscript: act('clear'),
    });
    const panels = { isOpen: () => false, isVisible: () => true };
    const connections = {
      selectRestored: async (restore: () => Promise<void>, hasFocus: boolean) => {
        await restore();
        if (hasFocus) done.push('focus');
      },
    };
    context = { endpoints, panels, undo, connections, saved: { all: async () => [] } } as unknown as CommandContext;
  });
  afterEach(() => undo.dispose());

  it('are final for a caller, and can be undone by the user', async () => {
    await remove('a', { endpoint: 'a' }, context);
    await clear('a', { endpoint: 'a' }, context);
    assert.deepEqual(questions.open, []);
    await remove('b', { type: 'endpoint', endpoint: 'b' }, context);
    await clear('b', undefined, context);
    assert.deepEqual(done, ['remove a', 'clear a', 'aside b', 'clear b true']);
  });

  it('undo the last removal, once', async () => {
    await remove('a', undefined, context);
    await remove('b', undefined, context);
    await undoRemove({ type: 'endpoint', endpoint: 'a' }, context);
    await undoRemove(undefined, context);
    assert.deepEqual(done.slice(2), ['back b', 'focus', 'back a'], 'a keybinding of the view passes the focused row');
    await assert.rejects(undoRemove(undefined, context), /There is nothing left to undo\./);
  });

  it('undo the last clear of the named endpoint, or of any', async () => {
    const cleared = (endpoint: string) =>
      undo.add({
        kind: 'clear',
        endpoint,
        undo: async () => void done.push(`undo ${endpoint}`),
        forget: async () => undefined,
      });
    for (const id of ['a', 'b', 'a']) cleared(id);
    await undoClear({ type: 'panel', endpoint: 'b' }, context);
    await undoClear(undefined, context);
    await undoClear({ endpoint: 'a' }, context);
    assert.deepEqual(done, ['undo b', 'undo a', 'undo a']);
    await assert.rejects(undoClear({ endpoint: 'a' }, context), RangeError);
  });
});
