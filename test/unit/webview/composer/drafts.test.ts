import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { Message } from '../../../../src/core/message/message.ts';
import { Drafts } from '../../../../webview/composer/drafts.ts';
import { keptState } from '../../../../webview/hostCalls.ts';
import { keyOf } from '../../../support/keys.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';

describe('drafts', () => {
  const text = (of: string): Message => ({ notation: 'text', text: of });
  const undo = keyOf('z', { ctrlKey: true });

  beforeEach(async () => {
    await beginPage({}, { history: ['sent'] });
    hostDoes.keep = async () => undefined;
  });

  it('are restored after they were replaced, and are in the history, even of the next page', () => {
    const drafts = new Drafts();
    drafts.replaced(text('draft'), { notation: 'hex', text: '01' });
    assert.deepEqual(drafts.after(undo, { notation: 'hex', text: '01' }), text('draft'));
    assert.equal(new Drafts().history.older('01'), 'draft');
  });

  it('are restored after an older message was shown in their place, and outlive the page', () => {
    const drafts = new Drafts();
    assert.equal(drafts.history.older('draft'), 'sent');
    drafts.recalled(text('draft'), text('sent'));
    assert.deepEqual(drafts.after(undo, text('sent')), text('draft'));
    assert.equal(keptState().leftDraft, 'draft');
    assert.equal(new Drafts().history.older('sent'), 'draft');
  });

  it('are in the history when an older message is sent instead', () => {
    const drafts = new Drafts();
    drafts.history.older('draft');
    drafts.recalled(text('draft'), text('sent'));
    drafts.sent(text('sent'));
    assert.deepEqual(keptState().history, ['sent', 'draft', 'sent']);
    assert.equal(keptState().leftDraft, undefined);
  });

  it('are undone and redone with each system’s keys', () => {
    const drafts = new Drafts();
    const [before, after] = [text('draft'), text('saved')];
    drafts.replaced(before, after);
    for (const [back, forth] of [
      [undo, keyOf('y', { ctrlKey: true })],
      [keyOf('z', { metaKey: true }), keyOf('Z', { metaKey: true, shiftKey: true })],
    ] as const) {
      assert.deepEqual(drafts.after(back, after), before);
      assert.deepEqual(drafts.after(forth, before), after);
    }
    for (const key of [
      keyOf('z'),
      keyOf('y'),
      keyOf('z', { ctrlKey: true, altKey: true }),
      keyOf('a', { ctrlKey: true }),
    ])
      assert.equal(drafts.after(key, after), undefined);
  });
});
