import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { Permissions } from '../../../../src/host/permissions/permissions.ts';
import { AutomaticStarts } from '../../../../src/host/saved/automaticStarts.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('endpoints that open automatically', () => {
  freshVscode();
  const disk = temporaryFolder();
  const exposed: EndpointConfig = { kind: 'tcp-server', address: '0.0.0.0:9000', name: 'mine' };
  const everywhere = fakeMemento();
  let memories: Map<string, Map<string, unknown>>;
  let permissions: Permissions;
  let starts: AutomaticStarts;

  beforeEach(async () => {
    await everywhere.update('permissionsEverGranted', undefined);
    memories = new Map();
    openFolder('one');
  });

  /** The starts in the next window that opens this folder. */
  function openFolder(name: string): void {
    workbenchState.state.folders = [disk.at(name)];
    const kept = memories.get(name) ?? new Map<string, unknown>();
    memories.set(name, kept);
    permissions = new Permissions(fakeMemento(kept), everywhere);
    starts = new AutomaticStarts(permissions, fakeMemento(kept));
  }
  const needs = async (config: EndpointConfig) => (await starts.needs(config)).map(({ params }) => params.permission);

  it('need no consent as long as no command had a permission', async () => {
    assert.deepEqual(await needs(exposed), []);
    await permissions.grant('receive');
    assert.deepEqual(await needs(exposed), []);
  });

  it('need no consent for what commands may do', async () => {
    await permissions.grant('listen');
    assert.deepEqual(await needs(exposed), []);
  });

  it('need the user’s consent once the permission is gone, to listen and to receive', async () => {
    const both: EndpointConfig = { ...exposed, files: { mode: 'raw', directory: disk.at('elsewhere') } };
    await permissions.grant('listen');
    await permissions.grant('receive');
    await permissions.revoke(['listen']);
    assert.deepEqual(await needs(both), ['listen']);
    await permissions.revoke(['receive']);
    openFolder('one');
    assert.deepEqual(await needs(both), ['listen', 'receive']);
    assert.deepEqual(await needs({ ...exposed, address: '127.0.0.1:9000' }), []);
  });

  it('need it in workspaces that never had the permission: they may be saved for all', async () => {
    await permissions.grant('listen');
    openFolder('other');
    assert.deepEqual(await needs(exposed), ['listen']);
  });

  it('need it once, for their name and their address with any port', async () => {
    await permissions.grant('listen');
    await permissions.revoke(['listen']);
    await starts.agree(exposed);
    openFolder('one');
    assert.deepEqual(await needs({ ...exposed, address: '0.0.0.0:1' }), []);
    assert.deepEqual(await needs({ ...exposed, name: 'other' }), ['listen']);
    assert.deepEqual(await needs({ ...exposed, address: '192.168.1.20:9000' }), ['listen']);
    openFolder('other');
    assert.deepEqual(await needs(exposed), ['listen']);
  });

  it('need it whatever the storage holds', async () => {
    await permissions.grant('listen');
    await permissions.revoke(['listen']);
    memories.get('one')?.set('automaticStarts', { length: 1 });
    assert.deepEqual(await needs(exposed), ['listen']);
    await everywhere.update('permissionsEverGranted', 'listen');
    assert.deepEqual(await needs(exposed), []);
  });
});
