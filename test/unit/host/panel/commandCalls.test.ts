import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { commandCalls } from '../../../../src/host/panel/commandCalls.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('what a page has done by commands', () => {
  freshVscode();

  it('is done on its own endpoint, as by hand', async () => {
    const run: unknown[] = [];
    for (const id of ['restart', 'stop', 'endPeer', 'exportTranscript'])
      commands.registerCommand(`portside.${id}`, argument => void run.push([id, argument]));
    const calls = commandCalls('e1');
    await calls.run('stop');
    await calls.run('restart');
    await calls.run('restartOnFreePort');
    await calls.runOnPeer('endPeer', 'p1');
    await calls.exportTranscript({ kinds: ['in'] });
    const panel = { type: 'panel', endpoint: 'e1' };
    assert.deepEqual(run, [
      ['stop', { ...panel, freePort: false }],
      ['restart', { ...panel, freePort: false }],
      ['restart', { ...panel, freePort: true }],
      ['endPeer', { ...panel, peer: 'p1' }],
      ['exportTranscript', { ...panel, filter: { kinds: ['in'] } }],
    ]);
  });
});
