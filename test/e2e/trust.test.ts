/** An untrusted folder opens nothing by itself, and doesn't show what it would open. */
import assert from 'node:assert/strict';
import { eachInItsOwnWindow } from './window.ts';

describe('in an untrusted workspace', function () {
  this.timeout(120_000);
  const endpoints = [{ kind: 'tcp-server', address: ':0', name: 'stranger', autoStart: true }];
  const test = eachInItsOwnWindow({ asksForTrust: true, settings: { 'portside.endpoints': endpoints } });

  it('saved endpoints are not shown, and start automatically once the workspace is trusted', async () => {
    const { workbench } = test;
    await workbench.tree.getByText('This workspace is not trusted').waitFor();
    assert.equal(await workbench.treeItem(/stranger/).count(), 0);
    await workbench.tree.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await workbench.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await workbench.treeItem(/stranger, open/).waitFor();
    await workbench.has(1, workbench.treeItem(/stranger/));
  });
});
