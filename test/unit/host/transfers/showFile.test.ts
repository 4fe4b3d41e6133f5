import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { env, UIKind } from 'vscode';
import { openFile, revealFile } from '../../../../src/host/transfers/showFile.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('a file on the engine’s machine', () => {
  freshVscode();
  const { state } = workbenchState;
  const path = '/projects/deep/a b.txt';
  /** The commands that were run, with their first arguments. */
  const done = () => workbenchState.done.shown.map(({ command, args }) => `${command} ${args[0]}`);

  it('is opened in an editor', async () => {
    await openFile(path);
    assert.deepEqual(done(), ['vscode.open file:///projects/deep/a%20b.txt']);
  });

  it('is revealed in the system’s file manager if that is on the same machine', async () => {
    state.uiKind = UIKind.Desktop;
    state.folders = ['/projects'];
    await revealFile(path);
    assert.deepEqual(done(), ['revealFileInOS file:///projects/deep/a%20b.txt']);
  });

  it('is revealed in the Explorer if it is in the workspace, otherwise its path is copied', async () => {
    state.folders = ['/projects'];
    await revealFile(path);
    state.uiKind = UIKind.Desktop;
    mock.property(env, 'remoteName', 'ssh-remote');
    await revealFile(path);
    assert.deepEqual(done(), Array(2).fill('revealInExplorer file:///projects/deep/a%20b.txt'));
    await revealFile('/elsewhere');
    assert.equal(state.clipboard, '/elsewhere');
    assert.equal(done().length, 2);
  });
});
