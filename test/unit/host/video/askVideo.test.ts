import assert from 'node:assert/strict';
import { type QuickPickItem, Uri } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { askSource, askTargets, askVideoSourceFile } from '../../../../src/host/video/askVideo.ts';
import type { VideoFormat } from '../../../../src/host/video/videoChoices.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('the question of which video to send', () => {
  freshVscode();
  const format: VideoFormat = { codec: 'pickle', quality: 80, endian: 'little', width: 640, height: 480, fps: 30 };
  const list = () => questions.question('Where should the video come from?', 'list');
  const labels = (items: readonly unknown[]) => (items as QuickPickItem[]).map(({ label }) => label);

  it('lists the last source first', async () => {
    const asked = askSource({ source: 'screen', format });
    const question = await list();
    assert.deepEqual(labels(question.items).slice(0, 4), ['Screen', 'Test pattern', 'Camera', 'File…']);
    question.answer(question.items[0]);
    assert.deepEqual(await asked, { source: 'screen', format });
  });

  it('allows changing the format along the way, repeatedly', async () => {
    const asked = askSource({ format });
    for (const rate of ['15 fps', '60 fps']) {
      (await list()).answer('Change Format…');
      for (const [text, label] of [
        ['on the wire', 'Pickled'],
        ['length', 'little-endian'],
        ['Size', '640 × 480'],
        ['frames per second', rate],
      ] as const)
        (await questions.question(text, 'list')).answer(label);
    }
    const question = await list();
    const [{ detail } = {}] = (question.items as QuickPickItem[]).filter(({ label }) => label === 'Change Format…');
    assert.match(detail ?? '', /60 fps$/);
    question.answer('Test pattern');
    assert.deepEqual(await asked, { source: 'test-pattern', format: { ...format, fps: 60 } });
  });

  it('can be dismissed, even while the format is asked for', async () => {
    const asked = askSource({ format });
    (await list()).answer('Change Format…');
    (await questions.question('on the wire', 'list')).dismiss();
    await assert.rejects(asked, Dismissed);
  });

  it('asks for a single file', async () => {
    const asked = askVideoSourceFile();
    (await questions.question('Send Video', 'open')).answer([Uri.file('/a'), Uri.file('/b')]);
    assert.equal((await asked).path, '/a');
    const dismissed = askVideoSourceFile();
    (await questions.question('Send Video', 'open')).dismiss();
    await assert.rejects(dismissed, Dismissed);
  });
});

describe('the question of who receives video', () => {
  freshVscode();
  let fake: FakeVideos;
  const peer = (id: string, state: PeerSnapshot['state'] = 'open'): PeerSnapshot => ({
    id,
    address: `127.0.0.1:${id}`,
    state,
    bytesIn: 0,
    bytesOut: 0,
    connectedAt: 1,
  });
  const targets = (config: EndpointConfig = { kind: 'tcp-server', address: ':0', name: 'Chat' }) =>
    askTargets(fake.videos.endpoints, endpointSnapshot('e1', 1, { config }));
  const list = () => questions.question('Which client of Chat should receive the video?', 'list');

  beforeEach(() => {
    fake = new FakeVideos('e1');
  });

  it('isn’t asked if it is clear: for a client, and without a peer', async () => {
    assert.deepEqual(await targets(), { toNewPeers: true });
    fake.peers = [peer('1', 'ending')];
    assert.deepEqual(await targets(), { toNewPeers: true });
    fake.peers = [peer('1')];
    assert.deepEqual(await targets({ kind: 'tcp-client', address: ':9' }), { toNewPeers: true });
  });

  for (const [label, chosen] of [
    ['All clients', { toNewPeers: true }],
    ['Both clients', { toNewPeers: false }],
    ['127.0.0.1:2', { target: { peer: '2' }, toNewPeers: false }],
  ] as const)
    it(`accepts the answer: ${label}`, async () => {
      fake.peers = [peer('1'), peer('2'), peer('3', 'ending')];
      const asked = targets();
      (await list()).answer(label);
      assert.deepEqual(await asked, chosen);
    });

  it('offers no “all” for a single peer', async () => {
    fake.peers = [peer('1')];
    const asked = targets();
    const question = await list();
    assert.equal(question.items.length, 2);
    question.dismiss();
    await assert.rejects(asked, Dismissed);
  });
});
