import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { ConfigurationTarget, Uri } from 'vscode';
import { checkEndpoint, checkImporting, checkSending, checkWriting } from '../../../../src/host/permissions/checks.ts';
import type { Permission } from '../../../../src/host/permissions/permissions.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('a command without a permission', () => {
  freshVscode();
  const disk = temporaryFolder();

  const only = (...granted: Permission[]) => ({ has: (one: Permission) => granted.includes(one) });
  const none = only();
  const server = (more: object) => ({ kind: 'tcp-server', address: ':0', ...more }) as const;

  beforeEach(async () => {
    await mkdir(disk.at('workspace/deep'), { recursive: true });
    await writeFile(disk.at('workspace/own.txt'), '');
    await writeFile(disk.at('secret.txt'), '');
    await symlink(disk.at('secret.txt'), disk.at('workspace/link.txt'));
    await symlink(disk.path, disk.at('workspace/out'));
    workbenchState.state.folders = [disk.at('workspace')];
  });

  it('may listen on loopback', async () => {
    await checkEndpoint(none, server({ address: '127.0.0.1:9000' }));
    const exposed = server({ address: 'tcp://0.0.0.0:9000' });
    await assert.rejects(checkEndpoint(only('receive', 'send'), exposed), {
      code: 'NOT_ALLOWED',
      params: { permission: 'listen', address: '0.0.0.0:9000' },
    });
    await checkEndpoint(only('listen'), exposed);
  });

  it('may receive into the workspace, and the folder for received files', async () => {
    const into = (directory: string | undefined) =>
      checkEndpoint(none, server({ files: { mode: 'raw', ...(directory !== undefined && { directory }) } }));
    settings.set('portside.files.directory', disk.at('received'));
    for (const directory of [undefined, '', 'received', 'deep/../received', disk.at('workspace/new/sub')])
      await into(directory);
    await into(disk.at('received/sub'));
    for (const directory of ['..', '../other', 'deep/../../other', 'out', 'out/new', disk.path, disk.at('received2')])
      await assert.rejects(into(directory), { code: 'NOT_ALLOWED' }, directory);
    await assert.rejects(into(`${disk.at('workspace')}/out/../x`), {
      params: { permission: 'receive', path: `${disk.at('workspace')}/out/../x` },
    });
    await checkEndpoint(only('receive'), server({ files: { mode: 'raw', directory: disk.path } }));
  });

  it('may not receive into a folder set only by the workspace', async () => {
    const receiving = server({ files: { mode: 'raw' } });
    for (const directory of ['/', '..', disk.at('received')]) {
      settings.set('portside.files.directory', directory, ConfigurationTarget.Workspace);
      await assert.rejects(checkEndpoint(none, receiving), { code: 'NOT_ALLOWED' }, directory);
      await assert.rejects(checkWriting(none, Uri.file(disk.at('received/a'))), { code: 'NOT_ALLOWED' });
      await assert.rejects(checkSending(none, Uri.file(disk.at('secret.txt'))), { code: 'NOT_ALLOWED' });
      await checkEndpoint(none, server({}));
      await checkEndpoint(none, server({ files: { mode: 'off' } }));
    }
    settings.set('portside.files.directory', 'deep', ConfigurationTarget.Workspace);
    await checkEndpoint(none, receiving);
  });

  it('may write there', async () => {
    await checkWriting(none, Uri.file(disk.at('workspace/new.txt')));
    for (const name of ['new.txt', 'workspace/out/new.txt', 'workspace/link.txt'])
      await assert.rejects(
        checkWriting(only('send', 'listen'), Uri.file(disk.at(name))),
        { code: 'NOT_ALLOWED' },
        name,
      );
    await checkWriting(only('receive'), Uri.file(disk.at('new.txt')));
  });

  it('may send from there', async () => {
    await checkSending(none, Uri.file(disk.at('workspace/own.txt')));
    await checkSending(none, Uri.file(disk.at('workspace/missing.txt')));
    for (const name of ['secret.txt', 'workspace/link.txt', 'missing.txt', 'workspace/out/missing.txt'])
      await assert.rejects(checkSending(only('receive', 'listen'), Uri.file(disk.at(name))), {
        code: 'NOT_ALLOWED',
        params: { permission: 'send', path: disk.at(name) },
      });
    await assert.rejects(checkSending(none, Uri.file(disk.at('workspace'))), { code: 'NOT_ALLOWED' }, 'its links');
    await checkSending(none, Uri.file(disk.at('workspace/deep')));
    await checkSending(only('send'), Uri.file(disk.at('secret.txt')));
    await assert.rejects(checkSending(none, Uri.parse('vscode-userdata:/User/settings.json')), {
      params: { permission: 'send', path: 'vscode-userdata:/User/settings.json' },
    });
  });

  it('may import from there', async () => {
    await checkImporting(none, Uri.file(disk.at('workspace/own.txt')));
    for (const name of ['secret.txt', 'workspace/link.txt', 'missing.txt'])
      await assert.rejects(checkImporting(only('receive', 'change'), Uri.file(disk.at(name))), {
        code: 'NOT_ALLOWED',
        params: { permission: 'send', path: disk.at(name), purpose: 'import' },
      });
    await checkImporting(only('send'), Uri.file(disk.at('secret.txt')));
  });

  it('may not use files if no folder is open and none was chosen', async () => {
    workbenchState.state.folders = [];
    for (const check of [checkImporting, checkSending, checkWriting])
      await assert.rejects(check(none, Uri.file(disk.at('secret.txt'))), { code: 'NOT_ALLOWED' });
  });
});
