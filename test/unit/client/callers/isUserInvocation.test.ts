import assert from 'node:assert/strict';
import { isUserInvocation } from '../../../../src/client/callers/isUserInvocation.ts';

describe('a command invoked by the user', () => {
  it('has no argument, or a tree node, a panel, a panel menu’s context or a selection', () => {
    for (const argument of [
      undefined,
      { type: 'endpoint', endpoint: 'e' },
      { type: 'panel' },
      { webview: 'portside.panel' },
    ])
      assert.ok(isUserInvocation(argument), JSON.stringify(argument));
    assert.ok(isUserInvocation('anything', []), 'menus pass the whole selection');
  });

  it('has no arguments of another caller', () => {
    for (const argument of [null, '', 'name', 0, {}, { endpoint: 'e' }])
      assert.ok(!isUserInvocation(argument), JSON.stringify(argument));
    assert.ok(!isUserInvocation({ endpoint: 'e' }, 'no list'));
  });
});
