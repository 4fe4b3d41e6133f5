/** Every command with arguments that no user passes. Needs the built worker, like pages, but no browser. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { Uri } from 'vscode';
import { commandTable } from '../../src/host/commands/commandTable.ts';
import { Dice } from '../soak/dice.ts';
import { type ActiveExtension, activateExtension } from '../support/fakeVscode/activeExtension.ts';
import { questions } from '../support/fakeVscode/questions.ts';
import { webviews } from '../support/fakeVscode/webviews.ts';
import { hostileValue } from '../support/hostileValues.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** They wait for a page or a selected row. */
const waiting = ['portside.tryIt', 'portside.openSelected'];
/** Matches what none of our own errors says. */
const oops =
  /Cannot read|Cannot destructure|is not a function|is not iterable|call stack|\[object|✖ Invalid input: .* → at (?!\w)/;

describe('every command', () => {
  const outside = temporaryFolder();
  const workspace = temporaryFolder();
  const dice = new Dice(Number(process.env.SEED ?? 1));
  const uncaught: unknown[] = [];
  const catchRejection = (reason: unknown) => void uncaught.push(reason);
  let extension: ActiveExtension;
  let dismissing: { dispose(): void };
  let asked: string[];

  before(() => void process.on('unhandledRejection', catchRejection));
  after(() => void process.off('unhandledRejection', catchRejection));

  beforeEach(async () => {
    asked = [];
    const nothing = () => undefined;
    webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post: nothing });
    extension = await activateExtension({ folders: [workspace.path] });
    dismissing = questions.watch(() => {
      for (const one of questions.open) {
        asked.push(one.text);
        one.dismiss();
      }
    });
  });
  afterEach(async () => {
    dismissing.dispose();
    await extension.stop();
    assert.deepEqual(uncaught.splice(0), []);
  });

  /** Arguments that go beyond what a command may do, or look like what only a user gesture passes. */
  function hostileArguments(endpoint: string): unknown[] {
    const uri = Uri.file(outside.at('file'));
    const exposed = { kind: 'tcp-server', address: '0.0.0.0:0' };
    const saved = { scope: { type: 'user' }, index: 0, value: exposed, label: 'mine', config: exposed };
    const rows = [
      ...[
        { type: 'saved', saved },
        { type: 'endpoint', endpoint },
        { type: 'closedPeers', endpoint },
      ],
      { type: 'peer', endpoint, peer: { id: 'p', address: 'here', state: 'closed' } },
    ];
    return [
      ...[endpoint, { endpoint }, ...rows, { webview: 'panel', endpoint, seq: 3, peer: 'p', peerAddress: 'here' }],
      ...[
        uri,
        { uri },
        { endpoint, uri, format: 'raw' },
        { endpoint, uri, video: 'v' },
        { endpoint, source: 'camera' },
      ],
      ...[exposed, { ...exposed, endpoint, files: { mode: 'raw', directory: outside.path } }, 'nc -lk 0.0.0.0 9000'],
      ...[{ text: 'udp://0.0.0.0:0' }, { endpoint, as: 'mine' }, { name: 'mine', as: 'mine' }, { endpoint, data: 'x' }],
      ...Array.from({ length: 10 }, () => hostileValue(dice)),
    ];
  }

  it('listens only on loopback, and writes nothing outside the workspace, whatever its argument', async () => {
    const { id } = (await extension.run('startTcpServer', { address: ':0', name: 'mine' })) as { id: string };
    for (const command of Object.keys(commandTable).filter(one => !waiting.includes(one)))
      for (const [at, argument] of hostileArguments(id).entries()) {
        const error = await extension.run(command.replace('portside.', ''), argument).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        const about = `${command}, argument ${at}`;
        assert.doesNotMatch([...asked.splice(0), (error as Error | undefined)?.message ?? ''].join('\n'), oops, about);
        const exposed = extension.api.endpoints.filter(
          one => one.state === 'open' && /0\.0\.0\.0|::\]/.test(one.address),
        );
        assert.deepEqual([exposed.length, await readdir(outside.path)], [0, []], about);
      }
  });
});
