import assert from 'node:assert/strict';
import { watchUndo } from '../../../../src/host/undo/undoContext.ts';
import { type Undoable, UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('the undo context keys', () => {
  freshVscode();

  const nothing = async () => undefined;
  const removal: Undoable = { kind: 'remove', undo: nothing, forget: nothing };
  const clear: Undoable = { kind: 'clear', endpoint: 'e', undo: nothing, forget: nothing };

  const partsWith = (undo: UndoList, endpoints: FakeEndpoints) => ({
    undo,
    endpoints,
    panels: { isOpen: () => false, isVisible: () => false, open: () => undefined },
  });

  it('include what an earlier window removed', () => {
    const list = new UndoList(watchedLog().log);
    list.add(removal);
    const watching = watchUndo(partsWith(list, fakeEndpoints([])));
    const set = workbenchState.done.shown.filter(({ command }) => command === 'setContext');
    assert.deepEqual(
      set.map(({ args }) => args[1]),
      ['remove', true, false],
    );
    watching.dispose();
    list.dispose();
  });

  it('determine the view’s button and the available commands', () => {
    const list = new UndoList(watchedLog().log);
    const endpoints = fakeEndpoints([endpointSnapshot('e', 0)]);
    const watching = watchUndo(partsWith(list, endpoints));
    const contexts = () => {
      const set = workbenchState.done.shown.filter(({ command }) => command === 'setContext').slice(-3);
      return set.map(({ args }) => args[1]);
    };
    assert.deepEqual(contexts(), []);
    list.add(removal);
    assert.deepEqual(contexts(), ['remove', true, false]);
    list.add(clear);
    assert.deepEqual(contexts(), ['clear', true, true]);
    endpoints.list();
    assert.deepEqual(contexts(), ['remove', true, false]);
    endpoints.list(endpointSnapshot('e', 0));
    list.drop(removal);
    assert.deepEqual(contexts(), ['clear', false, true]);
    endpoints.change(endpointSnapshot('e', 0));
    assert.deepEqual(contexts(), ['', false, false], 'its entries had to be dropped');
    const { length } = workbenchState.done.shown;
    endpoints.list();
    assert.equal(workbenchState.done.shown.length, length, 'nothing changed');
    watching.dispose();
    list.dispose();
  });
});
