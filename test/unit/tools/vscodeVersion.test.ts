import assert from 'node:assert/strict';
import { vscodeVersion } from '../../tools/vscodeVersion.ts';

describe('the VS Code version for testing', () => {
  it('is the minimum of the engine for oldest', () => {
    assert.equal(vscodeVersion('oldest', '^1.101.0'), '1.101.0');
  });

  it('is the requested one', () => {
    assert.equal(vscodeVersion('stable', '^1.101.0'), 'stable');
    assert.equal(vscodeVersion('1.105.1', '^1.101.0'), '1.105.1');
  });

  it('is never guessed', () => {
    for (const wanted of ['newest', '1.105', '^1.105.0', 'stable ']) {
      assert.throws(() => vscodeVersion(wanted, '^1.101.0'), RangeError);
    }
    assert.throws(() => vscodeVersion('oldest', '*'), RangeError);
  });
});
