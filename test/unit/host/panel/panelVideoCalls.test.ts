import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { SocketError } from '../../../../src/core/socketError.ts';
import { panelVideoCalls } from '../../../../src/host/panel/panelVideoCalls.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('a page’s calls to start video', () => {
  freshVscode();

  const answer = async () => Promise.reject(new SocketError('NO_VIDEO'));
  const calls = panelVideoCalls('e1', { answer });
  let run: unknown[];

  beforeEach(() => {
    run = [];
    for (const id of ['startVideo', 'showVideo'])
      commands.registerCommand(`portside.${id}`, argument => void run.push([id, argument]));
  });

  it('name the peer if given, and ask for it otherwise', async () => {
    await calls.sendVideo(null);
    await calls.sendVideo('all');
    await calls.sendVideo({ peer: 'p1' });
    await calls.showVideo(null);
    await calls.showVideo('p2');
    const panel = { type: 'panel', endpoint: 'e1' };
    assert.deepEqual(run, [
      ['startVideo', panel],
      ['startVideo', panel],
      ['startVideo', { ...panel, peer: 'p1' }],
      ['showVideo', panel],
      ['showVideo', { ...panel, peer: 'p2' }],
    ]);
  });

  it('reject with a sentence', async () => {
    await assert.rejects(calls.answerVideo('always'), { message: 'This video no longer exists.' });
  });
});
