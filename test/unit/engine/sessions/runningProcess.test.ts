import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mock } from 'node:test';
import { isProcessRunning, thisMachine } from '../../../../src/engine/sessions/runningProcess.ts';

describe('a local process', () => {
  afterEach(() => mock.restoreAll());

  it('is running until it has exited', async () => {
    assert.ok(isProcessRunning(process.pid));
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'close');
    assert.equal(isProcessRunning(child.pid ?? 0), false);
  });

  it('is running even if it is another user’s', () => {
    mock.method(process, 'kill', () => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    });
    assert.ok(isProcessRunning(1));
  });

  it('isn’t sent a real signal', () => {
    const kill = mock.method(process, 'kill', () => true);
    isProcessRunning(1);
    assert.deepEqual(kill.mock.calls[0]?.arguments, [1, 0]);
  });

  it('is identified by a stable machine name', () => {
    assert.equal(thisMachine(), thisMachine());
    assert.notEqual(thisMachine(), '');
  });
});
