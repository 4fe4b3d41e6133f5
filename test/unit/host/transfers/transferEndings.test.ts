import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { TransferEndings } from '../../../../src/host/transfers/transferEndings.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

const gatheringMs = 500;

describe('notifications of ended transfers', () => {
  freshVscode();
  let fake: FakeTransfers;
  let endings: TransferEndings;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    fake = new FakeTransfers();
    endings = new TransferEndings(fake.transfers, fake.panels, []);
  });
  afterEach(() => endings.dispose());

  const done = (id: string, more: Partial<TransferSnapshot> = {}) =>
    transferSnapshot({
      id,
      name: id,
      direction: 'in',
      state: 'done',
      bytes: 100,
      endedMs: Date.now() + 1000,
      path: `/tmp/${id}`,
      peer: { id: 'p1', address: '192.0.2.7:5000' },
      ...more,
    });
  const failure = { code: 'ENOSPC', params: { operation: 'write', address: '/tmp/a' } } as const;
  const failed = (id: string, more: Partial<TransferSnapshot> = {}) => done(id, { state: 'failed', failure, ...more });

  async function passes(ms: number): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
    mock.timers.tick(ms);
    await new Promise(resolve => setImmediate(resolve));
  }
  /** The notifications for these transfers, with their buttons. */
  async function notified(...changed: TransferSnapshot[]): Promise<string[]> {
    fake.report(...changed);
    await passes(gatheringMs);
    return questions.open.map(({ text, items }) => [text, ...items].join(' | '));
  }
  async function choose(button: string): Promise<void> {
    questions.open[0]?.answer(button);
    await passes(0);
  }

  it('offer a received file, and the panel for a failure', async () => {
    assert.deepEqual(await notified(done('a'), failed('b')), [
      'Received “a” (100 B) from 192.0.2.7:5000. | Open | Reveal',
      '“b” wasn’t received. Cannot write /tmp/a: the disk is full | Show',
    ]);
    await choose('Open');
    await choose('Show');
    assert.deepEqual(String(workbenchState.done.shown[0]?.args[0]), 'file:///tmp/a');
    assert.deepEqual(fake.opened, ['e1']);
  });

  it('name a file that its sender cancelled, without an error', async () => {
    const by = (reason: string) => ({ failure: { code: 'PEER_CANCELLED', params: { reason } } }) as const;
    assert.deepEqual(await notified(failed('a', by('cancelled')), failed('b', by('the disk is full'))), [
      'The sender canceled “a”. | Show',
      '“b” wasn’t received. The sender canceled: the disk is full | Show',
    ]);
    await choose('Show');
    assert.deepEqual(fake.opened, ['e1']);
    questions.reset();
    assert.deepEqual(await notified(failed('c', by('cancelled')), failed('d', by('canceled'))), [
      'The sender canceled 2 files, including “c”. | Show',
    ]);
  });

  it('reveal what the user chooses', async () => {
    await notified(done('a'));
    await choose('Reveal');
    // There is no file manager here, and no workspace.
    assert.equal(workbenchState.state.clipboard, '/tmp/a');
  });

  it('are combined for all that end within half a second', async () => {
    fake.report(done('a'), failed('b'));
    await passes(gatheringMs - 1);
    fake.report(done('c'), failed('d', { direction: 'out' }), failed('e'));
    await passes(0);
    assert.deepEqual(questions.open, []);
    assert.deepEqual(await notified(), [
      'Received 2 files, including “a” from 192.0.2.7:5000. | Reveal',
      '“b” wasn’t received. Cannot write /tmp/a: the disk is full. 2 more failed too. | Show',
    ]);
  });

  it('open nothing for several files or none', async () => {
    assert.deepEqual(await notified(done('a', { files: { done: 2, total: 2 } })), [
      'Received “a” (100 B) from 192.0.2.7:5000. | Reveal',
    ]);
    questions.reset();
    const { path, ...gone } = done('b');
    assert.equal(path, '/tmp/b');
    assert.deepEqual(await notified(gone), []);
    assert.equal(workbenchState.said.shown.at(-1), 'Received “b” (100 B) from 192.0.2.7:5000.');
  });

  it('omit those shown by a panel that became visible meanwhile', async () => {
    fake.report(done('a'));
    await passes(gatheringMs / 2);
    fake.show(true);
    await passes(gatheringMs);
    assert.deepEqual(questions.open, []);
  });

  it('are shown once', async () => {
    await notified(done('a'));
    questions.reset();
    assert.deepEqual(await notified(done('a')), []);
  });

  it('omit those that continue, were sent, were canceled, or ended in an earlier window', async () => {
    const out = { direction: 'out' } as const;
    assert.deepEqual(
      await notified(
        transferSnapshot({ id: 'a' }),
        done('b', out),
        done('c', { state: 'cancelled' }),
        done('d', { endedMs: fake.transfers.sinceMs - 1 }),
      ),
      [],
    );
    assert.equal((await notified(done('e', { endedMs: fake.transfers.sinceMs }))).length, 1);
  });

  it('omit those that the panel shows, or their caller reports', async () => {
    fake.show(true);
    await notified(done('a'));
    fake.show(false);
    fake.engine.sendFiles = async () => [transferSnapshot({ id: 'b' })];
    const options = { mode: 'raw', files: [] } as const;
    const sending = fake.transfers.send('e1', options, { quiet: true, toOne: true });
    // It fails before its caller knows its id.
    fake.report(failed('b'));
    await sending;
    assert.deepEqual(await notified(), []);
  });

  it('contain no links from external text', async () => {
    const [text] = await notified(done('a', { name: '[a](command:quit)' }));
    assert.equal(text, 'Received “[a] (command:quit)” (100 B) from 192.0.2.7:5000. | Open | Reveal');
    questions.reset();
    const [other] = await notified(failed('b', { name: '[b](command:quit)' }));
    assert.match(other ?? '', /“\[b\] \(command:quit\)” wasn’t received/);
  });

  it('open no panel for an endpoint that was removed meanwhile', async () => {
    await notified(failed('a'));
    fake.remove();
    await choose('Show');
    assert.deepEqual(fake.opened, []);
  });

  it('include what ended before they were watched, and nothing after the window', async () => {
    const late = new TransferEndings(fake.transfers, fake.panels, [done('missed')]);
    assert.equal((await notified()).length, 1);
    questions.reset();
    fake.report(done('a'));
    await passes(0);
    endings.dispose();
    late.dispose();
    await passes(gatheringMs);
    assert.deepEqual(questions.open, []);
  });
});
