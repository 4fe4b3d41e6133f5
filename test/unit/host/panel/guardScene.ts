/** The guards of a panel's page, over endpoints that a test lists. */
import { mkdir, writeFile } from 'node:fs/promises';
import { Uri } from 'vscode';
import { ConfigChecks } from '../../../../src/client/page/configChecks.ts';
import type { PageGuards } from '../../../../src/client/page/pageReach.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { panelGuards } from '../../../../src/host/panel/panelGuards.ts';
import type { Permission } from '../../../../src/host/permissions/permissions.ts';
import { ApprovedFiles } from '../../../../src/host/transfers/approvedFiles.ts';
import type { PanelSaved } from '../../../../src/protocol/panelCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

/** The config of the endpoint at first. */
export const server: EndpointConfig = { kind: 'tcp-server', address: '127.0.0.1:9000' };

export interface GuardScene {
  granted: Permission[];
  approved: ApprovedFiles;
  /** The place where the endpoint is saved. */
  place: PanelSaved | undefined;
  /** Lists the endpoint `e`. */
  endpoints: FakeEndpoints;
  transfer: TransferSnapshot;
  /** Contains the workspace and a file outside it. */
  readonly disk: TemporaryFolder;
  outside(): Uri;
  /** Returns the guards of a new page. */
  guards(): PageGuards;
  /** Gives the endpoint another config. */
  is(config: EndpointConfig): void;
}

/** Prepares a scene before each test. */
export function guardScene(): GuardScene {
  freshVscode();
  const disk = temporaryFolder();
  const scene: GuardScene = {
    ...freshParts(),
    disk,
    outside: () => Uri.file(disk.at('outside')),
    guards: () => {
      const { endpoints, approved, transfer } = scene;
      const transfers = { endpoints, approved, known: [transfer], filesOf: () => [scene.outside()] };
      const permissions = { has: (one: Permission) => scene.granted.includes(one) };
      const saved = { placeOf: async () => scene.place };
      return panelGuards('e', { endpoints, transfers, permissions, configs: new ConfigChecks(), saved });
    },
    is: config => scene.endpoints.list(endpointSnapshot('e', 0, { config })),
  };
  beforeEach(async () => {
    Object.assign(scene, freshParts());
    await mkdir(disk.at('workspace'));
    await writeFile(disk.at('outside'), 'secret');
    workbenchState.state.folders = [disk.at('workspace')];
  });
  return scene;
}

function freshParts(): Pick<GuardScene, 'granted' | 'approved' | 'place' | 'endpoints' | 'transfer'> {
  return {
    granted: [],
    approved: new ApprovedFiles(),
    place: undefined,
    endpoints: fakeEndpoints([endpointSnapshot('e', 0, { config: server })], {
      openPeers: async () => [{ address: '10.0.0.5:9' } as PeerSnapshot],
      recentPeers: async () => [],
    }),
    transfer: transferSnapshot({ id: 't1', endpoint: 'e', direction: 'out', state: 'failed' }),
  };
}
