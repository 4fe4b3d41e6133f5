import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type QuickPickItem, Uri } from 'vscode';
import { RecentEndpoints } from '../../../../src/client/recentEndpoints.ts';
import type { VideoSnapshot } from '../../../../src/core/video/video.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import {
  muteVideo,
  openVideo,
  recordVideo,
  showVideo,
  snapshotVideo,
  startVideoCommand,
  stopVideo,
} from '../../../../src/host/commands/videoCommands.ts';
import { videoFormat } from '../../../../src/host/video/videoChoices.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('video commands', () => {
  freshVscode();
  const folder = temporaryFolder();

  let all: VideoSnapshot[];
  let done: unknown[];
  let active: string | undefined;
  let endpoints: FakeEndpoints;
  let context: CommandContext;

  beforeEach(() => {
    all = [];
    done = [];
    active = undefined;
    const act =
      (name: string) =>
      async (...args: unknown[]) =>
        void done.push([name, ...args]);
    const picture = { mediaType: 'image/png', bytes: Uint8Array.of(1, 2) };
    const named = (id: string) => endpointSnapshot(id, 1, { config: { kind: 'tcp-server', address: ':0', name: id } });
    endpoints = fakeEndpoints([named('e1'), named('e2')], {
      engine: { stopVideo: act('stop'), muteVideo: act('mute'), snapshotPicture: async () => picture } as never,
    });
    const videos = {
      of: async (id: string) => all.filter(({ endpoint }) => endpoint === id),
      find: (id: string) => all.find(one => one.id === id) ?? assert.fail('there is no such video'),
      show: async (...args: unknown[]) => {
        done.push(['show', ...args]);
        return videoSnapshot({ id: 'shown' });
      },
      start: async (id: string, options: object, target: unknown) => {
        done.push(['start', id, options, target]);
        return videoSnapshot({ id: 'started' });
      },
    };
    const video = {
      videos,
      pages: { showing: () => undefined, whenShowing: async () => undefined },
      recordings: { of: () => undefined },
      tabs: async () => ({ open: ({ id }: VideoSnapshot) => void done.push(['open', id]) }),
    };
    const panels = {
      open: (id: string) => void done.push(['panel', id]),
      recent: new RecentEndpoints(),
      get active() {
        return active;
      },
    };
    context = { endpoints, video, panels, permissions } as unknown as CommandContext;
  });

  it('start a test pattern for a caller by default, and reject invalid options', async () => {
    assert.deepEqual(await startVideoCommand({ endpoint: 'e1' }, context), { id: 'started' });
    const [[, id, options, target]] = done as [[string, string, { source: object; fps: number }, unknown]];
    assert.deepEqual([id, options.source, options.fps, target], ['e1', { kind: 'test-pattern' }, 30, undefined]);
    await startVideoCommand({ endpoint: 'e1', peer: 'p1', fps: 5, codec: 'jpeg', toNewPeers: true }, context);
    assert.deepEqual((done[1] as unknown[])[3], { peer: 'p1' });
    for (const more of [{ fps: 0 }, { codec: 'gif' }, { source: 'radio' }, { uri: '/tmp/a' }, { way: 'odd' }])
      await assert.rejects(startVideoCommand({ endpoint: 'e1', ...more }, context), TypeError, JSON.stringify(more));
    await assert.rejects(startVideoCommand({}, context), TypeError);
    assert.equal(done.length, 2);
  });

  it('show a peer’s video, with the panel only for the user', async () => {
    const wire = { format: 'length-prefixed', endian: 'big' } as const;
    assert.deepEqual(await showVideo({ endpoint: 'e1', peer: 'p1', wire }, context), { id: 'shown' });
    assert.deepEqual(done, [['show', 'e1', 'p1', wire]]);
    await showVideo({ type: 'panel', endpoint: 'e1', peer: 'p1' }, context);
    assert.deepEqual(done.slice(1), [
      ['show', 'e1', 'p1', undefined],
      ['panel', 'e1'],
    ]);
    await assert.rejects(showVideo({ endpoint: 'e1', peer: 'p1', wire: { format: 'odd' } }, context), TypeError);
  });

  it('act on the only running video, of the active panel first', async () => {
    all = [videoSnapshot({ id: 'a' }), videoSnapshot({ id: 'ended', endpoint: 'e2', state: 'ended' })];
    await stopVideo(undefined, context);
    all.push(videoSnapshot({ id: 'b', endpoint: 'e2' }));
    active = 'e2';
    await stopVideo(undefined, context);
    await stopVideo({ endpoint: 'e1' }, context);
    await stopVideo({ endpoint: 'e1', video: 'b' }, context);
    assert.deepEqual(done, [
      ['stop', 'a'],
      ['stop', 'b'],
      ['stop', 'a'],
      ['stop', 'b'],
    ]);
  });

  it('ask which of several to use, by endpoint and peers', async () => {
    all = [videoSnapshot({ id: 'a' }), videoSnapshot({ id: 'b', endpoint: 'e2', label: 'Camera', direction: 'out' })];
    const opening = openVideo(undefined, context);
    const question = await questions.question('Which video?');
    assert.deepEqual(
      (question.items as QuickPickItem[]).map(({ label, description }) => `${label}: ${description}`),
      ['127.0.0.1:5000: e1', 'Camera: e2 · 127.0.0.1:5000'],
    );
    question.answer('Camera');
    await opening;
    assert.deepEqual(done, [['open', 'b']]);
    all = [];
    await assert.rejects(openVideo(undefined, context), /No video is being sent or received\./);
  });

  it('mute only sent video, toggling by default', async () => {
    all = [videoSnapshot({ id: 'in' }), videoSnapshot({ id: 'out', direction: 'out' })];
    await muteVideo({ endpoint: 'e1' }, context);
    await muteVideo({ endpoint: 'e1', muted: true }, context);
    await muteVideo({ endpoint: 'e1', muted: false }, context);
    assert.deepEqual(done, [
      ['mute', 'out', undefined],
      ['mute', 'out', true],
      ['mute', 'out', false],
    ]);
  });

  it('write the newest picture to a caller’s path, as received', async () => {
    all = [videoSnapshot()];
    const uri = Uri.file(folder.at('a.png'));
    const saved = await snapshotVideo({ endpoint: 'e1', uri }, context);
    assert.equal(saved.uri.toString(), uri.toString());
    assert.deepEqual([...(await readFile(uri.fsPath))], [1, 2]);
    assert.deepEqual(questions.open, []);
    await assert.rejects(snapshotVideo({ endpoint: 'e1', uri: '/tmp/a.png' }, context), TypeError);
  });

  it('write no picture to a folder, or anything else that isn’t a file', async () => {
    all = [videoSnapshot()];
    await assert.rejects(snapshotVideo({ endpoint: 'e1', uri: Uri.file(folder.path) }, context), {
      code: 'NOT_REPLACEABLE',
    });
  });

  it('ask the user where to write the picture, with the right extension, and offer to open it', async () => {
    all = [videoSnapshot()];
    const snapshot = snapshotVideo({ type: 'panel', endpoint: 'e1' }, context);
    (await questions.question('Save Snapshot', 'save')).answer(Uri.file(folder.at('b.png')));
    await snapshot;
    await questions.question('Saved b.png.', 'notification');
  });

  it('record nothing that no page shows', async () => {
    all = [videoSnapshot()];
    const uri = Uri.file(folder.at('a.webm'));
    await assert.rejects(recordVideo({ endpoint: 'e1', uri }, context), { code: 'NOT_SHOWN' });
    assert.deepEqual(done, [['open', 'v1']], 'a tab was tried');
  });

  it('ask for the file to send last: after VS Code’s own dialog, a question would lose focus', async () => {
    const choices = { of: () => ({ format: videoFormat.parse({}) }), choose: async () => undefined };
    Object.assign(context.video, { choices: async () => choices });
    Object.assign(endpoints, { openPeers: async () => [{ id: 'p1', address: '127.0.0.1:1', state: 'open' }] });
    const starting = startVideoCommand({ type: 'endpoint', endpoint: 'e1' }, context);
    (await questions.question('Where should the video come from?')).answer('File…');
    (await questions.question('Which client of')).answer('127.0.0.1:1');
    const dialog = await questions.question('Send Video', 'open');
    const shown: string[] = [];
    const others = () => questions.open.filter(({ isBusy }) => !isBusy).map(({ text }) => text);
    const watching = questions.watch(() => shown.push(...others()));
    dialog.answer([Uri.file(folder.at('a.png'))]);
    await starting;
    watching.dispose();
    assert.deepEqual(shown, []);
    const [, id, { source }, target] = done.at(-1) as [string, string, { source: object }, unknown];
    assert.deepEqual([id, source, target], ['e1', { kind: 'image', path: folder.at('a.png') }, { peer: 'p1' }]);
  });

  it('choose among open endpoints with connections, the panel’s own first', async () => {
    active = 'e2';
    Object.assign(context.video, {
      choices: async () => ({ of: ({ name }: { name: string }) => assert.fail(`it is ${name}`) }),
    });
    await assert.rejects(startVideoCommand(undefined, context), { message: 'it is e2' });
    assert.deepEqual(questions.open, []);
    endpoints.list(endpointSnapshot('u', 1, { config: { kind: 'udp', address: ':0' } }));
    await assert.rejects(startVideoCommand(undefined, context), /No endpoints yet\. Start one first\./);
  });
});
