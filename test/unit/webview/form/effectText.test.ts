import assert from 'node:assert/strict';
import { effectText } from '../../../../webview/form/effectText.ts';

describe('the note when a change applies', () => {
  it('is shown for fields that need another connection or a restart', () => {
    assert.equal(effectText(['reply']), undefined);
    assert.equal(effectText(['greeting']), 'Applies to new connections.');
    assert.equal(effectText(['kind']), 'Requires a restart.');
  });

  it('is shown for each socket option separately', () => {
    assert.equal(effectText(['options', 'noDelay']), undefined);
    assert.equal(effectText(['options', 'reuseAddress']), 'Requires a restart.');
  });
});
