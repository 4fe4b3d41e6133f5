import assert from 'node:assert/strict';
import { effectText } from '../../../../webview/form/effectText.ts';

describe('when a change of a field applies', () => {
  it('is said of fields that need another connection or a restart', () => {
    assert.equal(effectText(['reply']), undefined);
    assert.equal(effectText(['greeting']), 'Applies to new connections.');
    assert.equal(effectText(['kind']), 'Requires a restart.');
  });

  it('is said of each socket option by itself', () => {
    assert.equal(effectText(['options', 'noDelay']), undefined);
    assert.equal(effectText(['options', 'reuseAddress']), 'Requires a restart.');
  });
});
