import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ExtensionKind, env, extensions } from 'vscode';
import { draggedUri } from '../../../../src/host/transfers/draggedUri.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('a dragged URI', () => {
  freshVscode();

  function runsIn(remoteName: string | undefined, extensionKind: ExtensionKind): void {
    mock.property(env, 'remoteName', remoteName);
    mock.method(extensions, 'getExtension', () => ({ extensionKind }));
  }
  const dragged = (text: string) => draggedUri(text).toString(true);

  it('is unchanged on the user’s own machine', () => {
    runsIn(undefined, ExtensionKind.Workspace);
    assert.equal(dragged('file:///tmp/a%20b.txt'), 'file:///tmp/a b.txt');
    assert.equal(dragged('vscode-remote://ssh-remote+box/tmp/a'), 'vscode-remote://ssh-remote+box/tmp/a');
  });

  it('refers to the other machine if it is a local file of a remote window, and vice versa', () => {
    runsIn('ssh-remote', ExtensionKind.Workspace);
    assert.equal(dragged('vscode-remote://ssh-remote+box/tmp/a'), 'file:///tmp/a');
    assert.equal(dragged('file:///tmp/a'), 'vscode-local:/tmp/a');
    assert.equal(dragged('untitled:Untitled-1'), 'untitled:Untitled-1');
  });

  it('is unchanged if the extension runs beside the window', () => {
    runsIn('ssh-remote', ExtensionKind.UI);
    assert.equal(dragged('file:///tmp/a'), 'file:///tmp/a');
  });

  it('has no parent references in its path', () => {
    runsIn(undefined, ExtensionKind.UI);
    assert.equal(dragged('file:///projects/deep/../../etc/./passwd'), 'file:///etc/passwd');
  });

  it('is rejected without a scheme', () => {
    runsIn(undefined, ExtensionKind.UI);
    assert.throws(() => draggedUri('/tmp/a'));
  });
});
