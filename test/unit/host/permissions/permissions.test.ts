import assert from 'node:assert/strict';
import { Permissions } from '../../../../src/host/permissions/permissions.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('command permissions', () => {
  freshVscode();

  const { state } = workbenchState;
  let kept: Map<string, unknown>;
  let everywhere: Map<string, unknown>;
  /** The permissions in the next window of the same workspace. */
  const reopened = () => new Permissions(fakeMemento(kept), fakeMemento(everywhere));

  beforeEach(() => {
    kept = new Map();
    everywhere = new Map();
    state.folders = ['/a'];
  });

  it('are empty at first, and persist in the workspace until revoked', async () => {
    assert.deepEqual(reopened().granted, []);
    await reopened().grant('send');
    await reopened().grant('listen');
    await reopened().grant('send');
    assert.deepEqual(reopened().granted, ['listen', 'send']);
    assert.ok(reopened().has('listen') && !reopened().has('receive'));
    await reopened().revoke(['send', 'receive']);
    assert.deepEqual(reopened().granted, ['listen']);
  });

  it('don’t apply to another workspace, even if VS Code copies its storage there', async () => {
    await reopened().grant('listen');
    state.folders = ['/b'];
    assert.deepEqual(reopened().granted, []);
    state.folders = ['/a', '/b'];
    state.workspaceFile = '/both.code-workspace';
    assert.deepEqual(reopened().granted, [], 'the folder is part of another workspace now');
    await reopened().grant('send');
    state.folders = ['/c', '/a'];
    assert.deepEqual(reopened().granted, ['send'], 'the workspace is its file');
  });

  it('end with a window without a folder', async () => {
    state.folders = [];
    const permissions = reopened();
    await permissions.grant('listen');
    assert.deepEqual([permissions.granted, reopened().granted, kept.size], [['listen'], [], 0]);
    state.folders = ['/a'];
    assert.deepEqual(permissions.granted, []);
  });

  it('neither apply nor can be granted while the workspace isn’t trusted', async () => {
    await reopened().grant('listen');
    state.isTrusted = false;
    assert.deepEqual(reopened().granted, []);
    await assert.rejects(reopened().grant('send'), RangeError);
    workbenchState.grantTrust();
    assert.deepEqual(reopened().granted, ['listen']);
  });

  it('are recorded as once granted, across workspaces, even by windows without a folder', async () => {
    assert.equal(reopened().wasGranted('listen'), false);
    await reopened().grant('listen');
    await reopened().revoke(['listen']);
    state.folders = [];
    await reopened().grant('send');
    state.folders = ['/b'];
    assert.deepEqual(
      ['listen', 'send', 'receive'].map(one => reopened().wasGranted(one)),
      [true, true, false],
    );
  });

  it('include only valid ones, whatever the storage holds', () => {
    const workspace = 'file:///a';
    for (const [stored, granted] of [
      ['all', []],
      [{ workspace, granted: 'listen' }, []],
      [{ granted: ['listen'] }, []],
      [{ workspace, granted: ['everything', 7, 'send'] }, ['send']],
    ] as const) {
      kept.set('permissions', stored);
      assert.deepEqual(reopened().granted, granted);
    }
  });
});
