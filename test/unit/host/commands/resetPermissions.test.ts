import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { resetPermissions } from '../../../../src/host/commands/resetPermissions.ts';
import { Permissions } from '../../../../src/host/permissions/permissions.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('resetting command permissions', () => {
  freshVscode();

  let permissions: Permissions;
  const asked = async () => {
    const question = await questions.question('Which permission should be revoked for this workspace?');
    return { ...question, labels: (question.items as QuickPickItem[]).map(({ label }) => label) };
  };

  beforeEach(() => {
    workbenchState.state.folders = ['/a'];
    permissions = new Permissions(fakeMemento(), fakeMemento());
  });

  it('reports that there are none', async () => {
    await resetPermissions({ permissions });
    assert.deepEqual(workbenchState.said.shown, ['Commands have no permissions in this workspace.']);
  });

  it('lists them, and revokes one or all', async () => {
    for (const one of ['listen', 'receive', 'send', 'change'] as const) await permissions.grant(one);
    const one = resetPermissions({ permissions });
    const { labels, answer } = await asked();
    assert.deepEqual(labels, [
      'Open endpoints that other machines can reach',
      'Write files outside the workspace',
      'Read and send files from outside the workspace',
      'Change what is saved, and start saved endpoints automatically',
      'All permissions',
    ]);
    answer('Write files outside the workspace');
    await one;
    assert.deepEqual(permissions.granted, ['listen', 'send', 'change']);
    const all = resetPermissions({ permissions });
    (await asked()).answer('All permissions');
    await all;
    assert.deepEqual(permissions.granted, []);
    assert.deepEqual(workbenchState.said.shown, ['The permission was revoked.', 'All permissions were revoked.']);
  });

  it('revokes nothing when dismissed, and offers no “all” for a single one', async () => {
    await permissions.grant('send');
    const resetting = resetPermissions({ permissions });
    const { labels, dismiss } = await asked();
    assert.equal(labels.length, 1);
    dismiss();
    await assert.rejects(resetting, Dismissed);
    assert.deepEqual(permissions.granted, ['send']);
  });
});
