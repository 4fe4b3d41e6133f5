import assert from 'node:assert/strict';
import type { Extension } from 'vscode';
import { unawaited } from '../../../../src/client/unawaited.ts';
import { openLog } from '../../../../src/host/diagnostics/openLog.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('a window’s log', () => {
  freshVscode();

  const extension = { packageJSON: { version: '1.2.3' }, extensionPath: '/extension' } as Extension<unknown>;
  const { state } = workbenchState;

  it('begins with the versions, and includes unawaited failures until it is closed', async () => {
    const { log, closeLog } = openLog(extension);
    assert.match(state.log[0] ?? '', /^info activated portside=1\.2\.3 /);
    unawaited(Promise.reject(new TypeError('forgotten')));
    await new Promise(setImmediate);
    assert.match(state.log[1] ?? '', /^error hostRejection error=TypeError\n {4}TypeError: forgotten/);
    closeLog.dispose();
    log.error('hostRejection', {});
    assert.equal(state.log.length, 2);
  });
});
