import assert from 'node:assert/strict';
import type { EngineWorker } from '../../../src/client/engineWorker.ts';
import { type MirroredCalls, mirroredCalls } from '../../../src/client/mirroredCalls.ts';
import type { EngineCalls } from '../../../src/core/calls.ts';
import { SocketError } from '../../../src/core/socketError.ts';
import { endpointSnapshot } from '../../support/endpointSnapshot.ts';
import { transferSnapshot } from '../../support/transferSnapshots.ts';
import { videoSnapshot } from '../../support/videoSnapshots.ts';

describe('mirrored engine calls', () => {
  const stopped = new SocketError('ENGINE_STOPPED', { detail: '' });
  let played: Partial<EngineCalls>;
  let mirrored: unknown[];
  let isRunning: boolean;
  let isHeld: boolean;
  let calls: MirroredCalls;

  beforeEach(() => {
    played = {};
    mirrored = [];
    isRunning = true;
    isHeld = true;
    const note = (mirror: string) => (answers: unknown) => void mirrored.push([mirror, answers]);
    calls = mirroredCalls(
      {
        engine: {
          get worker() {
            return isRunning ? ({} as EngineWorker) : undefined;
          },
          get calls(): EngineCalls {
            if (!isRunning) throw stopped;
            return played as EngineCalls;
          },
        },
        isHeld: id => isHeld && id === 'e',
      },
      {
        update: note('updated'),
        announce: note('announced'),
        announceTransfers: note('transfers'),
        announceVideos: note('videos'),
      },
    );
  });

  it('update the mirror before the caller has the answer', async () => {
    const [endpoint, transfer, video] = [endpointSnapshot('e', 0), transferSnapshot({}), videoSnapshot({})];
    played = {
      ...{ send: async () => endpoint, rename: async () => endpoint, snapshots: async () => [endpoint, endpoint] },
      ...{ sendFiles: async () => [transfer], pauseTransfer: async () => transfer, startVideo: async () => video },
    };
    const made: [() => Promise<unknown>, unknown[]][] = [
      [() => calls.send('e', new Uint8Array()), [['updated', endpoint]]],
      [() => calls.rename('e', 'name'), [['announced', [endpoint]]]],
      [
        () => calls.snapshots(),
        [
          ['updated', endpoint],
          ['updated', endpoint],
        ],
      ],
      [() => calls.sendFiles('e', { files: [], mode: 'raw', endAfter: false }), [['transfers', [transfer]]]],
      [() => calls.pauseTransfer('t'), [['transfers', [transfer]]]],
      [() => calls.startVideo('e', {} as never), [['videos', [video]]]],
    ];
    for (const [make, expected] of made) {
      mirrored = [];
      const seen = await make().then(() => [...mirrored]);
      assert.deepEqual(seen, expected);
    }
  });

  it('leave lists to the caller, and ignore other answers and errors', async () => {
    const refusal = new SocketError('NO_PEER', { kind: 'udp' });
    played = {
      ...{ transfers: async () => [transferSnapshot({})], videos: async () => [videoSnapshot({})] },
      ...{ entries: async () => [], send: async () => Promise.reject(refusal), forgetClear: async () => undefined },
    };
    assert.equal((await calls.transfers('e')).length + (await calls.videos('e')).length, 2);
    assert.deepEqual(await calls.entries('e', 0, 1), []);
    await assert.rejects(calls.send('e', new Uint8Array()), refusal);
    assert.equal(await calls.forgetClear('e', 5), undefined);
    assert.deepEqual(mirrored, []);
  });

  it('resolve without an answer for an endpoint that the engine doesn’t have', async () => {
    for (const running of [true, false]) {
      [isRunning, isHeld] = [running, false];
      assert.equal(await calls.close('e'), undefined);
      assert.equal(await calls.rename('e', 'name'), undefined);
      assert.equal(await calls.keepPanel('e', ''), undefined);
      assert.equal(await calls.clearTransfers('e'), undefined);
      assert.equal(await calls.openPeer('e', 'p'), undefined);
      assert.equal(await calls.incompleteBytes('e', 'p', 1), undefined);
      const lists = [calls.peers('e', 0, 1), calls.recentPeers('e', 1), calls.laterPeers('e', 1)];
      assert.deepEqual(await Promise.all(lists), [[], [], []]);
    }
  });

  it('reject without an engine, except those that would have nothing to do', async () => {
    [isRunning, isHeld] = [false, false];
    await assert.rejects(calls.entries('e', 0, 1), { code: 'ENGINE_STOPPED' });
    await assert.rejects(calls.cancelTransfer('t'), { code: 'ENGINE_STOPPED' });
    assert.deepEqual(await calls.snapshots(), []);
    assert.deepEqual(
      [await calls.closeView(1), await calls.forgetAside('e'), await calls.forgetClear('e', 5)],
      Array(3).fill(undefined),
    );
  });

  it('ask the engine about an endpoint that is no longer listed but may be set aside', async () => {
    const asked: unknown[] = [];
    played.forgetAside = async id => void asked.push(id);
    isHeld = false;
    await calls.forgetAside('gone');
    assert.deepEqual(asked, ['gone']);
  });
});
