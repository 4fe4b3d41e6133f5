/** The connections tree over endpoints and peers that a test lists. */
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { type ConnectionNode, ConnectionsTree } from '../../../../src/host/tree/connectionsTree.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

export const server = { kind: 'tcp-server', address: ':9', name: 'mine' } as const;
export const client = { kind: 'tcp-client', address: '127.0.0.1:9' } as const;

export interface TreeScene {
  /** Open peers of every endpoint. */
  peers: PeerSnapshot[];
  /** Closed peers of every endpoint. */
  closed: PeerSnapshot[];
  /** Answers the engine's call for peers. */
  answer: (id: string, from: number, count: number) => Promise<PeerSnapshot[]>;
  endpoints: FakeEndpoints;
  saved: SavedEndpoints;
  tree: ConnectionsTree;
  /** Rows that the tree has reported as changed; undefined for all. */
  refreshed: (ConnectionNode | undefined)[];
}

/** Makes a scene before each test. */
export function treeScene(): TreeScene {
  freshVscode();
  fakeTimers();
  const scene = {} as TreeScene;
  beforeEach(() => {
    const endpoints = fakeEndpoints([], {
      peers: (...args) => scene.answer(...args),
      recentPeers: async (_id, count) => scene.closed.slice(0, count),
    });
    const saved = new SavedEndpoints();
    const tree = new ConnectionsTree(endpoints, saved);
    const answer: TreeScene['answer'] = async (_id, from, count) => scene.peers.slice(from, from + count);
    Object.assign(scene, { peers: [], closed: [], answer, endpoints, saved, tree, refreshed: [] });
    tree.onDidChangeTreeData(rows => void scene.refreshed.push(...(rows ?? [undefined])));
  });
  afterEach(() => {
    scene.tree.dispose();
    scene.saved.dispose();
  });
  return scene;
}

/** Lets lookups finish, and what they found be announced. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
}

export function peer(id: string, state: PeerSnapshot['state'] = 'open'): PeerSnapshot {
  return { id, address: `127.0.0.1:${id}`, state, bytesIn: 0, bytesOut: 2000 } as PeerSnapshot;
}
