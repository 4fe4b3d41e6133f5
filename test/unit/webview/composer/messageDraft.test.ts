import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { MessageDraft } from '../../../../webview/composer/messageDraft.ts';
import { keptState } from '../../../../webview/hostCalls.ts';
import type { KeptState } from '../../../../webview/keptState.ts';
import { keyOf, type PressedKey } from '../../../support/keys.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';

describe('the draft of a message', () => {
  let changes: number;
  let updates: number;
  let draft: MessageDraft;
  let taken: string[];

  async function begin(kept: KeptState = {}): Promise<void> {
    await beginPage({}, kept);
    hostDoes.keep = async () => undefined;
    changes = 0;
    updates = 0;
    taken = [];
    draft = new MessageDraft({ requestUpdate: () => updates++ }, () => changes++);
  }

  /** Presses a key with the cursor at the end of the text. Returns whether it sends. */
  function press(key: PressedKey): boolean {
    const { text } = draft.message;
    const event = {
      ...key,
      preventDefault: () => taken.push('prevented'),
      stopPropagation: () => taken.push('stopped'),
    };
    return draft.pressed(event, { value: text, selectionStart: text.length });
  }

  beforeEach(() => begin());

  it('continues with what an earlier page stored, and is stored with each change', async () => {
    await begin({ draft: 'hel', notation: 'hex' });
    assert.deepEqual([draft.message.text, draft.message.notation], ['hel', 'hex']);
    draft.setText('hello');
    draft.setFormat({ notation: 'base64', checksum: 'crc32' });
    assert.deepEqual(draft.message, { notation: 'base64', text: 'hello', escapes: false, checksum: 'crc32' });
    assert.deepEqual([keptState().draft, keptState().checksum], ['hello', 'crc32']);
    assert.deepEqual([changes, updates], [2, 2]);
  });

  it('loses literal braces with the text that contained them', () => {
    draft.replace({ notation: 'text', text: '{{x}}', literal: true });
    draft.setText('{{x}} y');
    assert.equal(draft.message.literal, true);
    draft.setText('');
    assert.equal(draft.message.literal, undefined);
  });

  it('is empty once it was sent, unless something was typed meanwhile, even the same', () => {
    draft.setText('one');
    const { message } = draft;
    draft.setText('on');
    draft.setText('one');
    assert.equal(draft.sent(message), false);
    assert.equal(draft.message.text, 'one');
    assert.equal(draft.sent(draft.message), true);
    assert.equal(draft.message.text, '');
    press(keyOf('ArrowUp'));
    assert.equal(draft.message.text, 'one');
  });

  it('is saved, or else the message sent last, as it was sent, even by the next page', () => {
    assert.throws(() => draft.toSave, { message: 'Write a message first.' });
    assert.equal(draft.savesSent, false);
    draft.replace({ notation: 'hex', text: '01 02' });
    assert.deepEqual([draft.toSave, draft.savesSent], [{ notation: 'hex', text: '01 02' }, false]);
    draft.sent(draft.message);
    draft.setFormat({ notation: 'text' });
    assert.deepEqual([draft.toSave, draft.savesSent], [{ notation: 'hex', text: '01 02' }, true]);
    draft.sent(draft.message);
    const next = new MessageDraft({ requestUpdate: () => undefined }, () => undefined);
    assert.deepEqual(next.toSave, { notation: 'hex', text: '01 02' }, 'an empty datagram doesn’t count');
    next.setText('new');
    assert.deepEqual([next.toSave.text, next.savesSent], ['new', false]);
  });

  it('is sent by Enter, unless it is empty', () => {
    assert.equal(press(keyOf('Enter')), false);
    draft.setText('one');
    assert.deepEqual(
      [press(keyOf('Enter')), press(keyOf('Enter', { shiftKey: true })), press(keyOf('a'))],
      [true, false, false],
    );
    assert.deepEqual(taken, ['prevented', 'prevented']);
  });

  it('comes back with Ctrl+Z after another message took its place, without the undo of VS Code', () => {
    draft.setText('mine');
    draft.replace({ notation: 'hex', text: '01 02' });
    assert.equal(press(keyOf('z', { ctrlKey: true })), false);
    assert.deepEqual([draft.message.text, draft.message.notation, taken], ['mine', 'text', ['prevented', 'stopped']]);
    press(keyOf('y', { ctrlKey: true }));
    assert.equal(draft.message.text, '01 02');
  });

  it('comes back with Ctrl+Z after a message of the history took its place', () => {
    draft.setText('sent');
    draft.sent(draft.message);
    draft.setText('mine');
    press(keyOf('ArrowUp'));
    assert.equal(draft.message.text, 'sent');
    press(keyOf('z', { ctrlKey: true }));
    assert.equal(draft.message.text, 'mine');
  });
});
