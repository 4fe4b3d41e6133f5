import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { FormDraft } from '../../../../webview/form/formDraft.ts';
import type { KeptDraft } from '../../../../webview/keptState.ts';

describe('the draft of a form', () => {
  const config: EndpointConfig = { kind: 'tcp-server', address: ':9', reply: [{ when: { text: 'a' }, send: 'b' }] };
  const draftOf = (kept?: KeptDraft) => {
    let changes = 0;
    const draft = new FormDraft(config, kept, () => changes++);
    return { draft, changed: () => changes };
  };

  it('is changed by its fields, and unchanged once they are as before', () => {
    const { draft, changed } = draftOf();
    assert.ok(!draft.isChanged);
    assert.equal(draft.kept, undefined);
    draft.field(['name']).set('mine');
    assert.deepEqual(draft.config, { ...config, name: 'mine' });
    assert.ok(draft.isChanged);
    draft.field(['name']).set(undefined);
    assert.ok(!draft.isChanged);
    assert.equal(changed(), 2);
  });

  it('is changed by text that can’t be parsed, until it can be', () => {
    const { draft } = draftOf();
    draft.field(['greeting']).unreadable('no escape', '\\q');
    const { problem, typed } = draft.field(['greeting']);
    assert.deepEqual({ problem, typed }, { problem: 'no escape', typed: '\\q' });
    assert.ok(draft.isChanged);
    draft.field(['greeting']).unreadable(undefined);
    assert.ok(!draft.isChanged);
  });

  it('continues with everything that was kept', () => {
    const { draft } = draftOf();
    draft.field(['name']).set('mine');
    draft.field(['greeting']).unreadable('no escape', '\\q');
    draft.writing('greeting').choose('hex');
    const kept = JSON.parse(JSON.stringify(draft.kept));
    const { draft: later } = draftOf(kept);
    assert.deepEqual(later.config, { ...config, name: 'mine' });
    assert.deepEqual(later.base, config);
    assert.equal(later.typedAt('greeting'), '\\q');
    assert.equal(later.problemAt('greeting'), 'no escape');
    assert.equal(later.writing('greeting').notation, 'hex');
  });

  it('discards text that can’t be parsed with its rule, or with all changes', () => {
    const { draft } = draftOf();
    draft.setUnreadable('reply.0.send', 'no escape', '\\q');
    draft.setUnreadable('greeting', 'no escape', '\\q');
    draft.arrange([]);
    assert.deepEqual(draft.config.reply, []);
    assert.deepEqual(Object.keys(draft.unreadable), ['greeting']);
    draft.load(config);
    assert.ok(!draft.isChanged);
  });
});
