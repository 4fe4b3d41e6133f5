import assert from 'node:assert/strict';
import { type Extension, ExtensionKind, env, UIKind } from 'vscode';
import { environment } from '../../../../src/host/diagnostics/environment.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the environment in a report', () => {
  freshVscode();

  const extension = { packageJSON: { version: '1.2.3' }, extensionKind: ExtensionKind.Workspace } as Extension<unknown>;
  const inRemote = (remoteName: string | undefined) => {
    const before = Object.getOwnPropertyDescriptor(env, 'remoteName') ?? {};
    Object.defineProperty(env, 'remoteName', { value: remoteName, configurable: true });
    try {
      return environment(extension).remote;
    } finally {
      Object.defineProperty(env, 'remoteName', before);
    }
  };

  it('names known types of remotes, and no server address', () => {
    assert.equal(inRemote(undefined), 'none');
    for (const kind of ['ssh-remote', 'wsl', 'dev-container', 'codespaces', 'tunnel'])
      assert.equal(inRemote(kind), kind);
    for (const secret of ['server.example.com:8000', 'ssh-remote+host', '']) assert.equal(inRemote(secret), 'other');
  });

  it('says where Portside and its user interface run, and how many folders are open', () => {
    workbenchState.state.folders = ['/secret/a', '/secret/b'];
    const { portside, ui, runsIn, folders, isTrusted } = environment(extension);
    assert.deepEqual(
      { portside, ui, runsIn, folders, isTrusted },
      {
        portside: '1.2.3',
        ui: 'web',
        runsIn: 'workspace',
        folders: 2,
        isTrusted: true,
      },
    );
    workbenchState.state.uiKind = UIKind.Desktop;
    assert.equal(environment(extension).ui, 'desktop');
    assert.equal(environment({ ...extension, extensionKind: ExtensionKind.UI }).runsIn, 'ui');
    assert.doesNotMatch(JSON.stringify(environment(extension)), /secret/);
  });
});
