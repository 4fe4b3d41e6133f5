import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { removeSaved } from '../../../../src/host/commands/savedCommands.ts';
import { byUser } from '../../../../src/host/saved/agreedChange.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { readScope } from '../../../../src/host/saved/savedScopes.ts';
import { undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { savedRemoval, savedRemovalOf } from '../../../../src/host/undo/savedRemoval.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';
import { paramsOf } from '../../../support/paramsOf.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('restoring a removed saved endpoint', () => {
  freshVscode();

  const key = 'portside.endpoints';
  const server = { kind: 'tcp-server', address: ':9', name: 'server' } as const;
  const client = { kind: 'tcp-client', address: '127.0.0.1:9', name: 'client' } as const;
  let saved: SavedEndpoints;
  let undo: UndoList;
  let context: CommandContext;

  beforeEach(() => {
    workbenchState.state.folders = ['/a'];
    saved = new SavedEndpoints();
    undo = new UndoList(watchedLog().log);
    context = { saved, undo, permissions, endpoints: fakeEndpoints() } as unknown as CommandContext;
  });
  afterEach(() => {
    saved.dispose();
    undo.dispose();
  });

  const inUser = (...list: unknown[]) => settings.set(key, list);

  it('is possible in the next window, unless the folder is gone', async () => {
    const folder = { uri: Uri.file('/b'), name: 'b', index: 0 };
    const entry = { index: 0, isNamesake: false, autoStart: false, label: 'client', value: client } as const;
    const inserted: unknown[] = [];
    const parts = {
      endpoints: context.endpoints,
      saved: { insert: async (...all: unknown[]) => void inserted.push(all) },
    };
    for (const scope of [{ type: 'workspace' }, { type: 'folder', folder }] as const) {
      const [{ kept }] = savedRemoval({ ...entry, scope, config: client }, parts);
      assert.ok(kept?.type === 'savedEndpoint');
      const reported = savedRemovalOf(JSON.parse(JSON.stringify(kept)), parts);
      await reported?.[0].undo();
      assert.deepEqual(
        reported?.[1],
        scope.type === 'folder' ? undefined : 'Removed endpoint “client” from the workspace settings.',
      );
    }
    assert.deepEqual(inserted, [[{ type: 'workspace' }, 0, client, byUser]]);
  });

  it('can be repeated if it fails: the setting was not a list', async () => {
    inUser(server);
    const [first] = await saved.all();
    await removeSaved({ type: 'saved', saved: first }, context);
    settings.set(key, 'oops');
    await assert.rejects(undoNow(undo, undo.all[0]), /must be a list/);
    inUser();
    assert.equal(await undo.undo(undo.all[0] ?? assert.fail('it is gone')), true);
    assert.deepEqual(readScope({ type: 'user' }), [server]);
  });

  it('needs a permission for one that starts with the window, and one more if it is reachable', async () => {
    const exposed = { ...server, address: '0.0.0.0:9' };
    inUser({ ...exposed, autoStart: true }, { ...exposed, name: 'by hand' }, { ...client, autoStart: true });
    for (const [label, lacking] of [
      ['server', ['listen 0.0.0.0:9', 'change server']],
      ['by hand', []],
      ['client', ['change client']],
    ] as const) {
      const one = (await saved.all()).find(one => one.label === label);
      await removeSaved({ type: 'saved', saved: one }, context);
      const needs = await undo.all.at(-1)?.needs?.({ has: () => false });
      assert.deepEqual(
        needs?.map(need => Object.values(paramsOf(need)).join(' ')),
        lacking,
      );
    }
  });

  it('also needs that permission in the next window, unless what is stored can’t start', async () => {
    inUser({ ...server, address: '0.0.0.0:9', autoStart: true });
    await removeSaved({ type: 'saved', saved: (await saved.all())[0] }, context);
    const kept = undo.all.at(-1)?.kept;
    assert.ok(kept?.type === 'savedEndpoint');
    const needsOf = async (value: unknown) => {
      const [undoable] = savedRemovalOf({ ...kept, value }, context) ?? [];
      return (await undoable?.needs?.({ has: () => false }))?.map(need => paramsOf(need).permission);
    };
    assert.deepEqual(await needsOf(JSON.parse(JSON.stringify(kept.value))), ['listen', 'change']);
    assert.deepEqual(await needsOf({ kind: 'tap', address: '0.0.0.0:9' }), []);
    assert.deepEqual(await needsOf(null), []);
  });
});
