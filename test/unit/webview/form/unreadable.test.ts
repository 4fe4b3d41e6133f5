import assert from 'node:assert/strict';
import { hasUnreadable, shownUnreadable, withoutRules, withUnreadable } from '../../../../webview/form/unreadable.ts';

const greeting = { problem: 'No escape.', typed: '\\' };

describe('what can’t be read in the form', () => {
  it('is there by its path, the newest, until it can be read', () => {
    const one = withUnreadable({}, 'greeting', 'Old.', 'x');
    const newer = withUnreadable(one, 'greeting', greeting.problem, greeting.typed);
    assert.deepEqual(newer, { greeting });
    const both = withUnreadable(newer, 'reply.0.send', 'No.', undefined);
    assert.deepEqual(Object.keys(both), ['greeting', 'reply.0.send']);
    assert.deepEqual(withUnreadable(both, 'reply.0.send', undefined, undefined), { greeting });
    assert.deepEqual(withUnreadable({}, 'greeting', undefined, undefined), {});
  });

  it('goes from rules that move, and stays elsewhere', () => {
    const fields = { greeting, 'reply.0.when.text': greeting, 'reply.12.send': greeting };
    assert.deepEqual(withoutRules(fields), { greeting });
  });

  it('counts only in fields that the kind has', () => {
    assert.ok(hasUnreadable({ greeting }, 'tcp-server'));
    assert.deepEqual(shownUnreadable({ greeting, name: greeting }, 'udp'), { name: greeting });
    assert.ok(!hasUnreadable({ greeting }, 'udp'));
    assert.ok(hasUnreadable({ 'reply.0.send': greeting }, 'udp'));
    assert.ok(!hasUnreadable({ framing: greeting }, 'udp'));
    assert.ok(!hasUnreadable({}, 'tcp-server'));
  });
});
