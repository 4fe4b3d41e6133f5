/** A folder of unknown origin opens nothing by itself, and doesn't show what it would open. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vsix } from '../support/paths.ts';
import { startVsCodeServer, type VsCodeServer } from '../support/vscodeServer.ts';
import { Workbench } from '../support/workbench.ts';
import { theBrowser } from './window.ts';

describe('in an untrusted workspace', function () {
  this.timeout(120_000);
  let server: VsCodeServer | undefined;
  let workbench: Workbench | undefined;
  let folder = '';

  afterEach(async function () {
    await workbench?.close(!this.currentTest?.isFailed());
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('saved endpoints are not shown, and start by themselves when trust is given', async () => {
    folder = await mkdtemp(join(tmpdir(), 'portside-trust-'));
    await mkdir(join(folder, '.vscode'));
    const endpoints = [{ kind: 'tcp-server', address: ':0', name: 'stranger', autoStart: true }];
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.endpoints': endpoints }));
    server = await startVsCodeServer(vsix, { asksForTrust: true, isLean: true });
    workbench = await Workbench.open(await theBrowser(), server.url, folder);
    await workbench.tree.getByText('This workspace is not trusted').waitFor();
    assert.equal(await workbench.treeItem(/stranger/).count(), 0);
    await workbench.tree.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await workbench.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await workbench.treeItem(/stranger, open/).waitFor();
    await workbench.has(1, workbench.treeItem(/stranger/));
  });
});
