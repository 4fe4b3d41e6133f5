import assert from 'node:assert/strict';
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { Uri } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { ApprovedFiles } from '../../../../src/host/transfers/approvedFiles.ts';
import { confirmOutside } from '../../../../src/host/transfers/confirmOutside.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('files from outside the workspace', () => {
  freshVscode();
  const disk = temporaryFolder();
  let approved: ApprovedFiles;
  beforeEach(() => {
    approved = new ApprovedFiles();
  });
  const outside = () => ({ uri: Uri.file(disk.at('outside.txt')) });

  it('are confirmed, and no others', async () => {
    workbenchState.state.folders = [disk.at('workspace')];
    await mkdir(disk.at('workspace'));
    await writeFile(disk.at('workspace/own.txt'), '');
    const own = { uri: Uri.file(disk.at('workspace/own.txt')) };
    await confirmOutside([own, { name: 'dropped', sizeBytes: 1 }], { approved });
    const sending = confirmOutside([own, outside()], { approved });
    (await questions.question(`Send ${disk.at('outside.txt')}?\nThe file isn’t in this workspace.`)).answer('Send');
    assert.equal(approved.has(outside().uri), false);
    await sending;
    assert.ok(approved.has(outside().uri));
  });

  it('are confirmed if a link in a folder leads to them', async () => {
    workbenchState.state.folders = [disk.at('workspace')];
    await mkdir(disk.at('workspace/folder'), { recursive: true });
    await writeFile(disk.at('outside.txt'), '');
    await confirmOutside([{ uri: Uri.file(disk.at('workspace')) }], { approved });
    await symlink(disk.at('outside.txt'), disk.at('workspace/folder/link'));
    const sending = confirmOutside([{ uri: Uri.file(disk.at('workspace')) }], { approved });
    const path = await realpath(disk.at('outside.txt'));
    (await questions.question(`Send ${path}?\nThe file isn’t in this workspace.`)).dismiss();
    await assert.rejects(sending, Dismissed);
  });

  it('are named with their scheme if they aren’t on disk', async () => {
    const sending = confirmOutside([{ uri: Uri.parse('vscode-userdata:/User/settings.json') }], { approved });
    (await questions.question('Send vscode-userdata:/User/settings.json?')).dismiss();
    await assert.rejects(sending, Dismissed);
  });

  it('are not sent if that is dismissed', async () => {
    const sending = confirmOutside([outside(), outside()], { approved });
    (await questions.question(`Send ${disk.at('outside.txt')} and 1 more?`)).dismiss();
    await assert.rejects(sending, Dismissed);
  });
});
