/** The placement of panels, as VS Code's window API sees it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { portside } from './apiEndpoints.ts';

describe('panels', () => {
  afterEach(async () => {
    await Promise.all((await portside()).endpoints.map(one => one.remove()));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function withCode(): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
    const code = vscode.Uri.joinPath(folder, 'code.py');
    await vscode.workspace.fs.writeFile(code, new TextEncoder().encode('import socket\n'));
    await vscode.window.showTextDocument(code);
    await shown(groups => groups.flat().includes('code.py'));
  }

  /** Opens an endpoint and its panel. Resolves when its tab exists. */
  async function withPanel(name: string): Promise<void> {
    const { id } = await (await portside()).open({ kind: 'tcp-server', address: ':0', name });
    await vscode.commands.executeCommand('portside.openPanel', { endpoint: id });
    await shown(groups => groups.flat().includes(name));
  }

  const labels = () => vscode.window.tabGroups.all.map(({ tabs }) => tabs.map(({ label }) => label));

  /** Resolves when the labels of the tabs, by group, are as expected. */
  async function shown(areRight: (groups: string[][]) => boolean): Promise<void> {
    const subscriptions: vscode.Disposable[] = [];
    await new Promise<void>(resolve => {
      const look = () => areRight(labels()) && resolve();
      subscriptions.push(vscode.window.tabGroups.onDidChangeTabs(look));
      subscriptions.push(vscode.window.tabGroups.onDidChangeTabGroups(look));
      look();
    });
    for (const subscription of subscriptions) subscription.dispose();
  }

  it('open beside the code, and further ones as tabs next to the first, even if it is active', async () => {
    await withCode();
    await withPanel('first');
    assert.deepEqual(labels(), [['code.py'], ['first']]);
    await withPanel('second');
    assert.deepEqual(labels(), [['code.py'], ['first', 'second']]);
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    await withPanel('third');
    assert.deepEqual(labels(), [['code.py'], ['first', 'second', 'third']]);
  });

  it('open where the user moved the others to', async () => {
    await withCode();
    await withPanel('first');
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    await vscode.commands.executeCommand('workbench.action.moveEditorToFirstGroup');
    await shown(groups => groups.length === 1);
    await withPanel('second');
    assert.deepEqual(labels(), [['code.py', 'first', 'second']]);
  });

  it('aren’t covered by a document that is opened beside them, even if each group shows one', async () => {
    await withPanel('first');
    await withPanel('second');
    await vscode.commands.executeCommand('workbench.action.moveEditorToRightGroup');
    await shown(groups => groups.length === 2);
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await vscode.commands.executeCommand('portside.reportIssue');
    await shown(groups => groups.at(-1)?.[0]?.includes('issue report') ?? false);
    assert.deepEqual(labels(), [['first'], ['second'], ['# Portside issue report']]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
