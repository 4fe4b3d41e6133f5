import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { TransferProgress } from '../../../../src/host/transfers/transferProgress.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { progressNotices } from '../../../support/fakeVscode/progress.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

const patienceMs = 500;

describe('notifications of running transfers', () => {
  freshVscode();
  let fake: FakeTransfers;
  let progress: TransferProgress;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    fake = new FakeTransfers();
    progress = new TransferProgress(fake.transfers, fake.panels);
  });
  afterEach(() => progress.dispose());

  const running = (id: string, more: Partial<TransferSnapshot> = {}) => transferSnapshot({ id, name: id, ...more });
  async function passes(ms: number): Promise<void> {
    mock.timers.tick(ms);
    await new Promise(resolve => setImmediate(resolve));
  }
  const titles = () => progressNotices.open.map(({ title }) => title);
  const messages = () => progressNotices.open.map(({ message }) => message);
  const sending = (...names: string[]) => names.map(name => `Sending “${name}” to 127.0.0.1:5000`);
  const others = 'Transferring more files';
  async function begun(...transfers: TransferSnapshot[]): Promise<void> {
    fake.report(...transfers);
    await passes(patienceMs);
  }

  it('appear after half a second', async () => {
    fake.report(running('a'), running('b', { direction: 'in' }), running('short'));
    await passes(patienceMs - 1);
    assert.deepEqual(titles(), []);
    fake.report(running('short', { state: 'done' }));
    await passes(1);
    assert.deepEqual(titles(), [...sending('a'), 'Receiving “b” from 127.0.0.1:5000']);
  });

  it('show how much of the total is done, and how fast', async () => {
    await begun(running('a', { size: 1000, bytes: 250, bytesPerSecond: 1.4 }));
    assert.deepEqual([messages(), progressNotices.open[0]?.percent], [['250 B of 1.00 kB, 1 B/s'], 25]);
    fake.report(running('a', { size: 1000, bytes: 500, state: 'paused', bytesPerSecond: 0 }));
    assert.deepEqual([messages(), progressNotices.open[0]?.percent], [['500 B of 1.00 kB, paused'], 50]);
  });

  it('have an endless bar if the total is unknown until the end, and a full one for an empty file', async () => {
    const { size, ...endless } = running('a', { bytes: 7 });
    assert.equal(size, 100);
    await begun(endless, running('empty', { size: 0, bytes: 0 }));
    assert.deepEqual(messages(), ['7 B, 5 B/s', '0 of 0 B, 5 B/s']);
    assert.deepEqual(
      progressNotices.open.map(({ percent }) => percent),
      [undefined, 100],
    );
  });

  it('are individual for up to three transfers, and combined for more', async () => {
    await begun(...['a', 'b', 'c', 'd', 'e'].map(id => running(id)));
    assert.deepEqual(titles(), [...sending('a', 'b', 'c'), others]);
    assert.equal(messages()[3], '20 of 200 B, 10 B/s');
    fake.report(running('d', { state: 'done' }));
    assert.equal(messages()[3], '10 of 100 B, 5 B/s');
    const { size, ...endless } = running('d');
    assert.equal(size, 100);
    fake.report(endless);
    await passes(patienceMs);
    assert.equal(messages()[3], '20 B, 10 B/s');
    fake.report(running('d', { state: 'done' }), running('e', { state: 'failed' }));
    await passes(0);
    assert.deepEqual(titles(), sending('a', 'b', 'c'));
  });

  it('disappear when it has ended, and make room for the next', async () => {
    await begun(...['a', 'b', 'c'].map(id => running(id)));
    fake.report(running('b', { state: 'cancelled' }));
    await passes(0);
    assert.deepEqual(titles(), sending('a', 'c'));
    await begun(running('d'));
    assert.deepEqual(titles(), sending('a', 'c', 'd'));
  });

  it('disappear while it asks something, and while the panel shows it', async () => {
    await begun(running('a'), running('b'));
    fake.report(running('a', { state: 'asking', asks: 'consent' }));
    await passes(0);
    assert.deepEqual(titles(), sending('b'));
    fake.show(true);
    await begun(running('c'));
    assert.deepEqual(titles(), []);
    fake.show(false);
    await passes(patienceMs);
    assert.deepEqual(titles(), sending('b', 'c'));
  });

  it('are in the status bar while another endpoint’s panel is visible, whose message box they would cover', async () => {
    fake.showOther(true);
    await begun(...['a', 'b', 'c', 'd', 'e'].map(id => running(id)));
    const places = () => progressNotices.open.map(({ title, isInStatusBar }) => [title, isInStatusBar]);
    const all = [...sending('a', 'b', 'c'), others];
    assert.deepEqual(
      places(),
      all.map(title => [title, true]),
    );
    fake.showOther(false);
    await passes(0);
    assert.deepEqual(
      places(),
      all.map(title => [title, false]),
    );
    assert.deepEqual(messages(), [
      '10 of 100 B, 5 B/s',
      '10 of 100 B, 5 B/s',
      '10 of 100 B, 5 B/s',
      '20 of 200 B, 10 B/s',
    ]);
    fake.showOther(true);
    await passes(0);
    fake.report(running('a', { state: 'done' }));
    await passes(0);
    assert.deepEqual(
      places(),
      all.slice(1).map(title => [title, true]),
    );
  });

  it('disappear with their endpoint', async () => {
    await begun(running('a'));
    fake.remove();
    fake.show(false);
    await passes(0);
    assert.deepEqual(titles(), []);
  });

  it('aren’t shown for what its caller reports', async () => {
    fake.engine.sendFiles = async () => [running('a')];
    await fake.transfers.send('e1', { mode: 'raw', files: [] }, { quiet: true, toOne: true });
    await begun(running('b'));
    assert.deepEqual(titles(), sending('b'));
  });

  it('aren’t shown for what ends before its caller is known', async () => {
    const listing = Promise.withResolvers<TransferSnapshot[]>();
    fake.engine.sendFiles = () => listing.promise;
    const sent = fake.transfers.send('e1', { mode: 'raw', files: [] }, { quiet: true, toOne: true });
    await begun(running('a'));
    fake.report(running('a', { state: 'done' }));
    listing.resolve([]);
    await sent;
    await passes(0);
    assert.deepEqual(titles(), []);
  });

  it('wait again if the panel showed it meanwhile', async () => {
    fake.report(running('a'));
    await passes(patienceMs - 1);
    fake.show(true);
    fake.show(false);
    await passes(patienceMs - 1);
    assert.deepEqual(titles(), []);
    await passes(1);
    assert.deepEqual(titles(), sending('a'));
  });

  it('cancel what they show: one, or all of the others', async () => {
    await begun(...['a', 'b', 'c', 'd', 'e'].map(id => running(id)));
    const [first, , , last] = progressNotices.open;
    first?.cancel();
    last?.cancel();
    assert.deepEqual(fake.calls, [
      ['cancelTransfer', 'a'],
      ['cancelTransfer', 'd'],
      ['cancelTransfer', 'e'],
    ]);
  });

  it('appear for what ran before they were watched, and end with the window', async () => {
    fake.report(running('a'));
    progress.dispose();
    progress = new TransferProgress(fake.transfers, fake.panels);
    await passes(patienceMs);
    assert.deepEqual(titles(), sending('a'));
    fake.report(running('late'));
    progress.dispose();
    await passes(patienceMs);
    assert.deepEqual(titles(), []);
  });
});
