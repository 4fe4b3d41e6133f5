import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { FormDraft } from '../../../../webview/form/formDraft.ts';
import type { KeptDraft } from '../../../../webview/keptState.ts';

describe('a form’s draft', () => {
  const config: EndpointConfig = { kind: 'tcp-server', address: ':9', reply: [{ when: { text: 'a' }, send: 'b' }] };
  const draftOf = (kept?: KeptDraft) => {
    let changes = 0;
    const draft = new FormDraft(config, kept, () => changes++);
    return { draft, changed: () => changes };
  };

  it('is changed by its fields, and unchanged once they are restored', () => {
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

  it('continues with everything that was stored', () => {
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

  it('moves text typed in a rule with the rule, and discards it with the rule, or with all changes', () => {
    const { draft } = draftOf();
    draft.setUnreadable('reply.0.send', 'no escape', '\\q');
    draft.setUnreadable('greeting', 'no escape', '\\q');
    draft.writing('reply.0.send').choose('hex');
    draft.left('reply.0.when').keep('regex', { value: 'a+' });
    const [rule] = draft.config.reply as ReplyRule[];
    assert.ok(rule);
    draft.arrange([{ ...rule }, rule]);
    assert.deepEqual(new Set(Object.keys(draft.unreadable)), new Set(['greeting', 'reply.1.send']));
    assert.deepEqual(
      [draft.writing('reply.0.send').notation, draft.writing('reply.1.send').notation],
      [undefined, 'hex'],
    );
    assert.deepEqual(draft.left('reply.1.when').of('regex'), { value: 'a+' });
    assert.equal(draft.left('reply.0.when').of('regex'), undefined);
    draft.arrange([]);
    assert.deepEqual(draft.config.reply, []);
    assert.deepEqual(Object.keys(draft.unreadable), ['greeting']);
    draft.load(config);
    assert.ok(!draft.isChanged);
  });

  it('keeps what was typed for kinds that aren’t selected, until all changes are discarded', () => {
    const { draft } = draftOf();
    draft.field(['framing']).left?.keep('fixed', { value: { fixed: 3 } });
    draft.field(['name']).set('mine');
    const { draft: later } = draftOf(JSON.parse(JSON.stringify(draft.kept)));
    assert.deepEqual(later.left('framing').of('fixed'), { value: { fixed: 3 } });
    assert.equal(later.left('framing').of('idle'), undefined);
    later.load(config);
    assert.equal(later.left('framing').of('fixed'), undefined);
  });
});
