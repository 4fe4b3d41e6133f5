import assert from 'node:assert/strict';
import { offerUndo, undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { type Undoable, UndoList } from '../../../../src/host/undo/undoList.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('the offer to undo something', () => {
  freshVscode();

  let undone: number;
  let list: UndoList;
  let one: Undoable;

  beforeEach(() => {
    undone = 0;
    list = new UndoList(watchedLog().log);
    one = { kind: 'remove', undo: async () => void undone++, forget: async () => undefined };
  });
  afterEach(() => list.dispose());

  const settled = () => new Promise(setImmediate);

  it('says what was done, and undoes it', async () => {
    offerUndo(list, one, 'Removed “a”.');
    const question = await questions.question('Removed “a”.', 'notification');
    assert.deepEqual([question.items, list.all], [['Undo'], [one]]);
    question.answer('Undo');
    await settled();
    assert.deepEqual([undone, list.all], [1, []]);
  });

  it('leaves what it is about undoable elsewhere when it is dismissed', async () => {
    offerUndo(list, one, 'Removed “a”.');
    (await questions.question('Removed “a”.')).dismiss();
    await settled();
    assert.deepEqual([undone, list.all], [0, [one]]);
    await undoNow(list, one);
    assert.equal(undone, 1);
  });

  it('says that it was restored elsewhere: VS Code leaves the notification open', async () => {
    offerUndo(list, one, 'Removed “a”.');
    const question = await questions.question('Removed “a”.');
    await undoNow(list, one);
    question.answer('Undo');
    await settled();
    assert.equal(workbenchState.said.shown.at(-1), 'Already restored.');
    assert.deepEqual([undone, questions.open], [1, []]);
  });

  it('says so where it comes too late', async () => {
    offerUndo(list, one, 'Removed “a”.');
    const question = await questions.question('Removed “a”.');
    list.drop(one);
    question.answer('Undo');
    await questions.question('There is nothing left to undo.', 'notification');
    assert.equal(undone, 0);
    for (const none of [one, undefined]) await assert.rejects(undoNow(list, none), RangeError);
  });
});
