import assert from 'node:assert/strict';
import type { Message } from '../../../../src/core/message/message.ts';
import { DraftUndo } from '../../../../webview/composer/draftUndo.ts';

describe('undoing the replacement of a message', () => {
  const text = (of: string): Message => ({ notation: 'text', text: of });
  const hex = (of: string): Message => ({ notation: 'hex', text: of });

  it('goes back through all of them and forward again, each with its notation', () => {
    const undo = new DraftUndo();
    undo.replaced(text('draft'), hex('01'));
    undo.replaced(hex('01'), text('saved'));
    assert.deepEqual(undo.undo(text('saved')), hex('01'));
    assert.deepEqual(undo.undo(hex('01')), text('draft'));
    assert.equal(undo.undo(text('draft')), undefined);
    assert.deepEqual(undo.redo(text('draft')), hex('01'));
    assert.deepEqual(undo.redo(hex('01')), text('saved'));
    assert.equal(undo.redo(text('saved')), undefined);
  });

  it('leaves text typed afterwards to the browser', () => {
    const undo = new DraftUndo();
    undo.replaced(text('draft'), text('saved'));
    assert.equal(undo.undo(text('saved and more')), undefined);
    assert.deepEqual(undo.undo(text('saved')), text('draft'));
    assert.equal(undo.redo(text('draft and more')), undefined);
  });

  it('can’t be redone after another message replaced it', () => {
    const undo = new DraftUndo();
    undo.replaced(text('draft'), text('one'));
    undo.undo(text('one'));
    undo.replaced(text('draft'), text('two'));
    assert.equal(undo.redo(text('two')), undefined);
    assert.deepEqual(undo.undo(text('two')), text('draft'));
  });

  it('has no step for a message that replaces itself', () => {
    const undo = new DraftUndo();
    undo.replaced(text('draft'), text('same'));
    undo.replaced(text('same'), text('same'));
    assert.deepEqual(undo.undo(text('same')), text('draft'));
  });

  it('keeps the last fifty, or as many long ones as fit', () => {
    const undo = new DraftUndo();
    for (let at = 0; at <= 50; at++) undo.replaced(text(`${at}`), text(`${at + 1}`));
    for (let at = 50; at > 0; at--) assert.deepEqual(undo.undo(text(`${at + 1}`)), text(`${at}`));
    assert.equal(undo.undo(text('1')), undefined);
    const long = 'x'.repeat(2 * 1024 * 1024);
    undo.replaced(text('first'), text(long));
    undo.replaced(text(long), text('last'));
    assert.equal(undo.undo(text('last'))?.text, long);
    assert.equal(undo.undo(text(long)), undefined, 'both steps together are too long');
  });
});
