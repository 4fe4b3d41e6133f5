import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Disposable } from 'vscode';
import { watchTransfers } from '../../../../src/host/transfers/watchTransfers.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { progressNotices } from '../../../support/fakeVscode/progress.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('watching transfers', () => {
  freshVscode();
  let fake: FakeTransfers;
  let watching: Disposable;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    fake = new FakeTransfers();
    watching = watchTransfers(fake.transfers, fake.panels);
  });
  afterEach(() => watching.dispose());

  const received = (id: string, name: string) =>
    transferSnapshot({ id, name, direction: 'in', state: 'done', endedMs: Date.now(), path: '/tmp/a' });

  /** Resolves when the notification code is loaded. */
  async function loaded(): Promise<void> {
    await import('../../../../src/host/transfers/transferQuestions.ts');
    await import('../../../../src/host/transfers/transferProgress.ts');
    await import('../../../../src/host/transfers/transferEndings.ts');
    await new Promise(resolve => setImmediate(resolve));
  }

  it('reports the first transfers once, however soon they complete', async () => {
    fake.report(transferSnapshot({ id: 'a', name: 'first' }));
    fake.report(received('a', 'first'));
    fake.report(received('b', 'second'));
    await loaded();
    mock.timers.tick(500);
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(
      questions.open.map(({ text }) => text.slice(0, 45)),
      ['Received 2 files, including “first” from 127.'],
    );
  });

  it('shows the first one’s question, and the next one’s progress', async () => {
    fake.report(transferSnapshot({ id: 'a', state: 'asking', asks: 'consent' }));
    await loaded();
    assert.match(questions.open[0]?.text ?? '', /wants to send/);
    fake.report(transferSnapshot({ id: 'b', name: 'b' }));
    mock.timers.tick(500);
    await new Promise(resolve => setImmediate(resolve));
    assert.match(progressNotices.open[0]?.title ?? '', /^Sending “b”/);
  });

  it('ends with the window, even during startup', async () => {
    fake.report(transferSnapshot({ id: 'a' }));
    watching.dispose();
    await loaded();
    fake.report(transferSnapshot({ id: 'b', state: 'asking', asks: 'consent' }));
    assert.deepEqual(questions.open, []);
  });
});
