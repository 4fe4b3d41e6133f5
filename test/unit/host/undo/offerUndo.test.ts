import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { isOfUser } from '../../../../src/host/commands/ofUser.ts';
import { offeredMs, offerUndo, undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { type Undoable, UndoList } from '../../../../src/host/undo/undoList.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { undoOffers } from '../../../support/undoOffer.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('the offer to undo something', () => {
  freshVscode();
  fakeTimers();

  let undone: number;
  let list: UndoList;
  let one: Undoable;

  beforeEach(() => {
    undone = 0;
    list = new UndoList(watchedLog().log);
    one = { kind: 'remove', undo: async () => void undone++, forget: async () => undefined };
  });
  afterEach(() => list.dispose());

  it('says what was done, and undoes what was done last', () => {
    offerUndo(list, one, 'Removed “$(a)”.');
    const pressed = { command: 'portside.undoRemove', title: 'Undo', arguments: [{ type: 'offer' }] };
    assert.deepEqual(undoOffers(), [{ text: 'Removed “\\$(a)”.', command: pressed }]);
    const [offer] = undoOffers();
    const { command } = offer ?? assert.fail('there is no button');
    assert.ok(isOfUser((command as typeof pressed).arguments[0]));
    const [item] = [...workbenchState.statusItems];
    assert.deepEqual(item?.accessibilityInformation, { label: 'Removed “$(a)”. Undo', role: 'button' });
    assert.deepEqual(list.all, [one]);
    offerUndo(list, { ...one, kind: 'clear', endpoint: 'e' }, 'Cleared the transcript of b.');
    assert.deepEqual(undoOffers(), [{ text: 'Cleared the transcript of b.', command: 'portside.undoClear' }]);
  });

  it('goes when it is undone from elsewhere', async () => {
    offerUndo(list, one, 'Removed “a”.');
    await undoNow(list, one);
    assert.deepEqual([undone, undoOffers()], [1, []]);
  });

  it('goes when it can’t be undone any more, or something later can', () => {
    offerUndo(list, one, 'Removed “a”.');
    list.drop(one);
    assert.deepEqual(undoOffers(), []);
    offerUndo(list, one, 'Removed “a”.');
    list.add({ ...one });
    assert.deepEqual(undoOffers(), []);
  });

  it('goes after a while, and can still be undone elsewhere', async () => {
    offerUndo(list, one, 'Removed “a”.');
    mock.timers.tick(offeredMs - 1);
    assert.equal(undoOffers().length, 1);
    mock.timers.tick(1);
    assert.deepEqual(undoOffers(), []);
    await undoNow(list, one);
    assert.equal(undone, 1);
  });

  it('has nothing to undo where it comes too late', async () => {
    list.add(one);
    list.drop(one);
    for (const none of [one, undefined]) await assert.rejects(undoNow(list, none), RangeError);
  });
});
