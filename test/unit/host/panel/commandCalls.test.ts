import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { isUserGesture } from '../../../../src/client/callers/userGestures.ts';
import { commandCalls } from '../../../../src/host/panel/commandCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('a page’s command calls', () => {
  freshVscode();

  it('run on its own endpoint, as by the user', async () => {
    const run: [string, unknown][] = [];
    for (const id of ['restart', 'stop', 'endPeer', 'exportTranscript', 'editAsJson'])
      commands.registerCommand(`portside.${id}`, argument => void run.push([id, argument]));
    const calls = commandCalls('e1', fakeEndpoints([]));
    await calls.run('stop');
    await calls.run('restart');
    await calls.run('restartOnFreePort');
    await calls.runOnPeer('endPeer', 'p1');
    await calls.exportTranscript({ kinds: ['in'] });
    const draft = { kind: 'udp', address: ':0' } as const;
    assert.equal(await calls.editDraftAsJson(draft), false, 'as after an error that was shown');
    const panel = { type: 'panel', endpoint: 'e1' };
    assert.deepEqual(run, [
      ['stop', { ...panel, freePort: false }],
      ['restart', { ...panel, freePort: false }],
      ['restart', { ...panel, freePort: true }],
      ['endPeer', { ...panel, peer: 'p1' }],
      ['exportTranscript', { ...panel, filter: { kinds: ['in'] } }],
      ['editAsJson', { ...panel, draft }],
    ]);
    assert.ok(run.every(([, argument]) => isUserGesture(argument)));
  });

  it('show the endpoint that uses the port, while it exists', async () => {
    const run: unknown[] = [];
    commands.registerCommand('portside.openPanel', argument => void run.push(argument));
    const failure = { code: 'EADDRINUSE', params: { holder: 'e2' } } as const;
    const failed = endpointSnapshot('e1', 0, { state: 'failed', failure });
    const endpoints = fakeEndpoints([failed, endpointSnapshot('e2', 0)]);
    const calls = commandCalls('e1', endpoints);
    await calls.run('showHolder');
    assert.deepEqual(run.splice(0), [{ type: 'panel', endpoint: 'e2' }]);
    endpoints.list(failed);
    await calls.run('showHolder');
    assert.deepEqual(run, []);
  });
});
