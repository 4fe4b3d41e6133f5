import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Disposable, EventEmitter } from 'vscode';
import type { TranscriptStorage } from '../../../../src/core/transcriptEntry.ts';
import { watchStorage } from '../../../../src/host/tree/storageNotices.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { root } from '../../../support/paths.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

const packageJson = readFileSync(join(root, 'package.json'), 'utf8');

describe('storage notices', () => {
  freshVscode();

  const failure = { code: 'EACCES', params: {} } as const;
  let changed: EventEmitter<TranscriptStorage>;
  let messages: (string | undefined)[];
  let watching: Disposable;

  beforeEach(() => {
    changed = new EventEmitter();
    messages = [];
    const view = {
      set message(text: string | undefined) {
        messages.push(text);
      },
    };
    watching = watchStorage({ onDidChangeStorage: changed.event }, view as never, watchedLog().log);
  });
  afterEach(() => watching.dispose());

  it('are shown above the tree while transcripts can’t be written, and once in a notification', async () => {
    changed.fire({ reached: [], failure });
    const text =
      'Transcripts can’t be written to disk: permission denied. New messages are kept in memory; when memory is full, sending and receiving pause.';
    (await questions.question(text, 'notification')).dismiss();
    changed.fire({ reached: ['memory'], failure });
    assert.deepEqual([messages, questions.open.length], [[text], 0]);
    changed.fire({ reached: ['memory'] });
    assert.deepEqual(messages, [text, undefined]);
    assert.equal(workbenchState.said.shown.at(-1), 'Transcripts are written to disk again.');
  });

  for (const [bound, setting, text] of [
    ['disk', 'maxDisk', 'reached their limit of 2,048 MiB on disk'],
    ['rows', 'maxEntries', 'reached their limit of 5,000 entries'],
  ] as const)
    it(`report once that the limit of ${bound} was reached, with its setting`, async () => {
      settings.set('portside.transcript.maxEntries', 5000);
      changed.fire({ reached: [bound] });
      const notification = await questions.question(text, 'notification');
      changed.fire({ reached: [bound, 'memory'] });
      assert.equal(questions.open.length, 1);
      notification.answer('Change Limit…');
      const opened = await workbenchState.done.find(
        ({ command }) => command === 'workbench.action.openSettings',
        setting,
      );
      assert.deepEqual(opened.args, [`portside.transcript.${setting}`]);
      assert.ok(packageJson.includes(`"portside.transcript.${setting}": {`), 'there is such a setting');
    });

  it('report once that the limit of peers was reached, which no setting changes', async () => {
    changed.fire({ reached: ['peers'] });
    const { items, severity } = await questions.question('limit of 1,000,000 clients and other peers', 'notification');
    changed.fire({ reached: ['peers', 'memory'] });
    assert.deepEqual([questions.open.length, items, severity], [1, [], 'warning']);
  });

  it('aren’t shown for entries that left memory: they are read from disk', () => {
    changed.fire({ reached: ['memory'] });
    assert.deepEqual([messages, questions.open], [[], []]);
  });
});
