import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { reachQuestions } from '../../../../src/host/panel/reachQuestions.ts';
import { ClientPlaces } from '../../../../src/host/permissions/clientPlaces.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the questions before an endpoint gets a config', () => {
  freshVscode();
  const disk = temporaryFolder();
  const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
  const client: EndpointConfig = { kind: 'tcp-client', address: '127.0.0.1:9' };
  const away: EndpointConfig = { ...client, address: '192.0.2.7:9', files: { mode: 'raw', directory: '.vscode' } };

  beforeEach(async () => {
    await mkdir(disk.at('workspace'));
    workbenchState.state.folders = [disk.at('workspace')];
  });

  /** Returns the permissions that are missing, and the statements of the other questions. */
  const asked = async (wanted: EndpointConfig, page?: Parameters<typeof reachQuestions>[3]) => {
    const endpoint = endpointSnapshot('e', 0, { config: client, counters });
    const { needs, connecting, receiving } = await reachQuestions({ has: () => false }, endpoint, wanted, page);
    const others = [...connecting, ...receiving].map(({ statement }) => statement);
    return [needs.map(({ params }) => params.permission), others];
  };
  const page = () => ({ places: new ClientPlaces(), peers: async () => [] });

  it('are about new places only if a page may have written it', async () => {
    assert.deepEqual(await asked(away), [[], []]);
    assert.deepEqual(await asked(away, page()), [
      [],
      [
        'The endpoint will connect to 192.0.2.7:9.',
        `Received files will be saved in ${disk.at('workspace/.vscode')}, possibly under names that the sender chooses.`,
      ],
    ]);
  });

  it('name a folder once: one that needs a permission isn’t also a new place', async () => {
    const outside: EndpointConfig = { ...client, files: { mode: 'raw', directory: disk.at('x') } };
    assert.deepEqual(await asked(outside, page()), [['receive'], []]);
  });
});
