import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig, EndpointKind } from '../../../../src/core/endpointConfig.ts';
import { hasUnreadable, shownUnreadable, withUnreadable } from '../../../../webview/form/unreadable.ts';

const greeting = { problem: 'No escape.', typed: '\\' };

const config = (kind: EndpointKind, files?: EndpointConfig['files']): EndpointConfig => ({
  kind,
  address: ':0',
  ...(files && { files }),
});

describe('unreadable input in the form', () => {
  it('is stored by path, the latest, until it is readable', () => {
    const one = withUnreadable({}, 'greeting', 'Old.', 'x');
    const newer = withUnreadable(one, 'greeting', greeting.problem, greeting.typed);
    assert.deepEqual(newer, { greeting });
    const both = withUnreadable(newer, 'reply.0.send', 'No.', undefined);
    assert.deepEqual(Object.keys(both), ['greeting', 'reply.0.send']);
    assert.deepEqual(withUnreadable(both, 'reply.0.send', undefined, undefined), { greeting });
    assert.deepEqual(withUnreadable({}, 'greeting', undefined, undefined), {});
  });

  it('counts only in fields that the kind has', () => {
    assert.ok(hasUnreadable({ greeting }, config('tcp-server')));
    assert.deepEqual(shownUnreadable({ greeting, name: greeting }, config('udp')), { name: greeting });
    assert.ok(!hasUnreadable({ greeting }, config('udp')));
    const replies = (reply: EndpointConfig['reply']) =>
      hasUnreadable({ 'reply.1.send': greeting }, { ...config('udp'), ...(reply && { reply }) });
    const rule = { when: { text: 'a' }, send: 'b' };
    assert.deepEqual([[rule, rule], [rule], 'echo' as const, undefined].map(replies), [true, false, false, false]);
    assert.ok(!hasUnreadable({ framing: greeting }, config('udp')));
    assert.ok(!hasUnreadable({}, config('tcp-server')));
  });

  it('doesn’t count in a socket option that the kind doesn’t have, or a file field while no files are received', () => {
    assert.deepEqual(shownUnreadable({ 'options.ttl': greeting, 'options.noDelay': greeting }, config('udp')), {
      'options.ttl': greeting,
    });
    const size = { 'files.maxFileBytes': greeting };
    assert.ok(!hasUnreadable(size, config('tcp-server')));
    assert.ok(hasUnreadable(size, config('tcp-server', { mode: 'raw' })));
  });
});
