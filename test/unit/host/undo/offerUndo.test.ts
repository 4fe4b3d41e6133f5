import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { commands } from 'vscode';
import { isUserGesture } from '../../../../src/client/callers/userGestures.ts';
import { offeredBy, offeredMs, offerQuietly, offerUndo, undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { type Undoable, UndoList } from '../../../../src/host/undo/undoList.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
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

  it('says what was done, and undoes the last action', () => {
    offerUndo(list, one, 'Removed “$(a)”.');
    const pressed = { command: 'portside.undoRemove', title: 'Undo', arguments: [{ type: 'offer' }] };
    assert.deepEqual(undoOffers(), [{ text: 'Removed “\\$(a)”.', command: pressed }]);
    const [offer] = undoOffers();
    const { command } = offer ?? assert.fail('there is no button');
    assert.ok(isUserGesture((command as typeof pressed).arguments[0]));
    const [item] = [...workbenchState.statusItems];
    assert.deepEqual(item?.accessibilityInformation, { label: 'Removed “$(a)”. Undo', role: 'button' });
    assert.deepEqual(list.all, [one]);
    offerUndo(list, { ...one, kind: 'clear', endpoint: 'e' }, 'Cleared the transcript of b.');
    const clear = { ...pressed, command: 'portside.undoClear' };
    assert.deepEqual(undoOffers(), [{ text: 'Cleared the transcript of b.', command: clear }]);
  });

  it('is also made in a notification, whose button undoes just that action', async () => {
    const clear: Undoable = { ...one, kind: 'clear', endpoint: 'e' };
    const { promise, resolve } = Promise.withResolvers<void>();
    const pressed: unknown[] = [];
    for (const name of ['undoRemove', 'undoClear'])
      commands.registerCommand(`portside.${name}`, argument => {
        assert.ok(isUserGesture(argument));
        pressed.push([name, offeredBy(argument)]);
        if (pressed.length === 2) resolve();
      });
    offerUndo(list, one, 'Removed “[a](command:b)”.');
    offerUndo(list, clear, 'Cleared the transcript of b.');
    offerUndo(list, { ...one }, 'Removed “c”.');
    (await questions.question('Removed “[a] (command:b)”.', 'notification')).answer('Undo');
    (await questions.question('Cleared the transcript of b.', 'notification')).answer('Undo');
    (await questions.question('Removed “c”.', 'notification')).dismiss();
    await promise;
    assert.deepEqual(pressed, [
      ['undoRemove', one],
      ['undoClear', clear],
    ]);
  });

  it('is silent for a removal in an earlier window, and isn’t made for one older than the current undo', () => {
    offerQuietly(list, { ...one, sinceMs: 5 }, 'Removed “a”.');
    assert.deepEqual([undoOffers().length, questions.open], [1, []]);
    offerQuietly(list, { ...one, sinceMs: 4 }, 'Removed “b”.');
    assert.deepEqual(
      undoOffers().map(({ text }) => text),
      ['Removed “a”.'],
    );
  });

  it('disappears when the action is undone elsewhere', async () => {
    offerUndo(list, one, 'Removed “a”.');
    await undoNow(list, one);
    assert.deepEqual([undone, undoOffers()], [1, []]);
  });

  it('disappears when the action can’t be undone anymore, or a later one can', () => {
    offerUndo(list, one, 'Removed “a”.');
    list.drop(one);
    assert.deepEqual(undoOffers(), []);
    offerUndo(list, one, 'Removed “a”.');
    list.add({ ...one });
    assert.deepEqual(undoOffers(), []);
  });

  it('disappears after a while, and can still be undone elsewhere', async () => {
    offerUndo(list, one, 'Removed “a”.');
    mock.timers.tick(offeredMs - 1);
    assert.equal(undoOffers().length, 1);
    mock.timers.tick(1);
    assert.deepEqual(undoOffers(), []);
    await undoNow(list, one);
    assert.equal(undone, 1);
  });

  it('has nothing to undo if it is too late', async () => {
    list.add(one);
    list.drop(one);
    for (const none of [one, undefined]) await assert.rejects(undoNow(list, none), RangeError);
  });
});
