import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultReceiveSettings, type SendFilesOptions } from '../../../src/core/transfer/transferSnapshot.ts';
import { type OpenEndpoint, portOf, seen } from '../../support/openEndpoint.ts';
import { pattern, VideoTests } from '../../support/videoTests.ts';

describe('the engine’s decision at the time of a call', () => {
  const tests = new VideoTests();
  let files: SendFilesOptions;

  beforeEach(async () => {
    const path = join(tests.endpoints.directory, 'file');
    await writeFile(path, 'content');
    files = { files: [{ path }], mode: 'raw', endAfter: false };
  });

  const peersAre = (server: OpenEndpoint, count: number): Promise<true> =>
    seen(server, async () => ((await tests.engine.peers(server.id, 0, 10)).length === count ? true : undefined));

  it('picks the peer for a single file: the only current one', async () => {
    const server = await tests.server();
    await assert.rejects(tests.engine.sendFiles(server.id, files, undefined, true), { code: 'NO_PEER' });
    const socket = await tests.bare.connect(server);
    await peersAre(server, 1);
    const [transfer] = await tests.engine.sendFiles(server.id, files, undefined, true);
    assert.equal(transfer?.peer.id, 'p1');
    await tests.engine.transferEnded(transfer?.id ?? '');
    await tests.bare.connect(server);
    await peersAre(server, 2);
    await assert.rejects(tests.engine.sendFiles(server.id, files, undefined, true), {
      code: 'SEVERAL_PEERS',
      params: { kind: 'tcp-server', peers: 2, endpoint: `127.0.0.1:${portOf(server)}` },
    });
    assert.equal((await tests.engine.transfers(server.id)).length, 1, 'nothing was sent to any of them');
    const [named] = await tests.engine.sendFiles(server.id, files, { peer: 'p2' }, true);
    assert.equal(named?.peer.id, 'p2');
    socket.destroy();
  });

  it('resolves the peers of a target, and checks that the endpoint is open', async () => {
    const server = await tests.server();
    await assert.rejects(tests.engine.targetPeers(server.id), { code: 'NO_PEER' });
    await tests.bare.connect(server);
    await peersAre(server, 1);
    assert.deepEqual(
      (await tests.engine.targetPeers(server.id)).map(({ id }) => id),
      ['p1'],
    );
    assert.equal((await tests.engine.snapshots())[0]?.counters.peers, 1);
    await server.close();
    await assert.rejects(tests.engine.targetPeers(server.id), { code: 'NOT_OPEN' });
  });

  it('checks whether the endpoint needs to be opened', async () => {
    const server = await tests.server();
    const port = portOf(server);
    await tests.bare.connect(server);
    await peersAre(server, 1);
    const { counters, address } = await tests.engine.ensureOpen(server.id);
    assert.deepEqual([counters.peers, address], [1, `tcp://127.0.0.1:${port}`], 'it stays as it is');
    await server.close();
    const [one, other] = await Promise.all([tests.engine.ensureOpen(server.id), tests.engine.ensureOpen(server.id)]);
    assert.deepEqual([one.state, one.address], ['open', other.address]);
  });

  it('checks whether a video is still running, and whether it is muted', async () => {
    const { server } = await tests.connection();
    const { id } = await tests.engine.startVideo(server.id, pattern);
    const state = async () => (await tests.engine.videos(server.id))[0]?.state;
    const states = [];
    for (let time = 0; time < 3; time++) {
      await tests.engine.muteVideo(id);
      states.push(await state());
    }
    assert.deepEqual(states, ['muted', 'waiting', 'muted']);
    assert.deepEqual([await tests.engine.stopVideo(id), await tests.engine.stopVideo(id)], [true, false]);
  });

  it('ignores an answer to another question', async () => {
    const directory = join(tests.endpoints.directory, 'received');
    const server = await tests.server({ files: { mode: 'raw' } });
    const socket = await tests.bare.connect(server);
    socket.write('file');
    const { id } = await tests.endpoints.transferSeen(server.id, ({ asks }) => asks === 'directory');
    await tests.engine.answerTransfer(id, { accept: false, to: 'consent' });
    await tests.engine.setReceiveSettings({ ...defaultReceiveSettings, directory });
    socket.end();
    await tests.endpoints.transferSeen(server.id, ({ state }) => state === 'done');
  });
});
