import assert from 'node:assert/strict';
import { isUserInvocation } from '../../../../src/client/callers/isUserInvocation.ts';

describe('a command that is run by hand', () => {
  it('has no argument, a node of the tree or a panel, what a panel’s menu is about, or a selection', () => {
    for (const argument of [
      undefined,
      { type: 'endpoint', endpoint: 'e' },
      { type: 'panel' },
      { webview: 'portside.panel' },
    ])
      assert.ok(isUserInvocation(argument), JSON.stringify(argument));
    assert.ok(isUserInvocation('anything', []), 'menus tell all that is selected');
  });

  it('is none with an argument of a caller’s own', () => {
    for (const argument of [null, '', 'name', 0, {}, { endpoint: 'e' }])
      assert.ok(!isUserInvocation(argument), JSON.stringify(argument));
    assert.ok(!isUserInvocation({ endpoint: 'e' }, 'no list'));
  });
});
