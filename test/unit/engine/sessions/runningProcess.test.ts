import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mock } from 'node:test';
import { isProcessRunning, thisMachine } from '../../../../src/engine/sessions/runningProcess.ts';

describe('a process of this machine', () => {
  afterEach(() => mock.restoreAll());

  it('runs until it has ended', async () => {
    assert.ok(isProcessRunning(process.pid));
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'close');
    assert.equal(isProcessRunning(child.pid ?? 0), false);
  });

  it('runs also where it is another user’s', () => {
    mock.method(process, 'kill', () => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    });
    assert.ok(isProcessRunning(1));
  });

  it('is not sent any signal', () => {
    const kill = mock.method(process, 'kill', () => true);
    isProcessRunning(1);
    assert.deepEqual(kill.mock.calls[0]?.arguments, [1, 0]);
  });

  it('has the same place each time it is asked for', () => {
    assert.equal(thisMachine(), thisMachine());
    assert.notEqual(thisMachine(), '');
  });
});
