import assert from 'node:assert/strict';
import { trackerUrl } from '../../../../src/client/diagnostics/trackerUrl.ts';

describe('trackerUrl', () => {
  it('returns the address in package.json if it is an HTTP one', () => {
    const url = 'https://example.com/portside/issues';
    assert.equal(trackerUrl(url), url);
    assert.equal(trackerUrl({ url }), url);
    for (const none of [undefined, {}, '', 'no address', 'http://example.com', 'command:workbench.action.quit'])
      assert.equal(trackerUrl(none), undefined, `${none}`);
  });
});
