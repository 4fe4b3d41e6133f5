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

  it('says what was done, and undoes what was done last', () => {
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

  it('is made in a notification, too, whose button undoes just that', async () => {
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

  it('is quiet about what was removed in an earlier window, and about nothing older than what can be undone', () => {
    offerQuietly(list, { ...one, sinceMs: 5 }, 'Removed “a”.');
    assert.deepEqual([undoOffers().length, questions.open], [1, []]);
    offerQuietly(list, { ...one, sinceMs: 4 }, 'Removed “b”.');
    assert.deepEqual(
      undoOffers().map(({ text }) => text),
      ['Removed “a”.'],
    );
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
