import assert from 'node:assert/strict';
import type { SendFilesOptions, TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('the host’s transfers', () => {
  const files: SendFilesOptions = { mode: 'raw', files: [] };
  let fake: FakeTransfers;
  let reported: string[];

  beforeEach(() => {
    fake = new FakeTransfers();
    reported = [];
    fake.transfers.onDidChange(changed => reported.push(...changed.map(({ id, state }) => `${id} ${state}`)));
  });

  const ids = (all: readonly TransferSnapshot[]) => all.map(({ id }) => id);

  it('are those that the engine reports', () => {
    fake.report(transferSnapshot({ id: 'a' }), transferSnapshot({ id: 'b' }));
    assert.deepEqual(reported, ['a running', 'b running']);
    assert.equal(fake.transfers.find('b').id, 'b');
    assert.throws(() => fake.transfers.find('c'), { code: 'NO_TRANSFER' });
  });

  it('are removed with their endpoint, and stay removed if the engine reports them late', () => {
    fake.report(transferSnapshot({ id: 'a' }));
    fake.transfers.choices.choose('e1', ['p1'], { mode: 'raw' });
    fake.remove();
    fake.report(transferSnapshot({ id: 'a', state: 'done' }));
    assert.deepEqual(fake.transfers.known, []);
    assert.deepEqual(reported, ['a running']);
    assert.equal(fake.transfers.choices.last('e1'), undefined);
  });

  it('fail with their engine', () => {
    fake.report(transferSnapshot({ id: 'a' }), transferSnapshot({ id: 'b', state: 'done' }));
    fake.change({ state: 'failed', failure: { code: 'ECONNRESET', params: {} } });
    assert.equal(reported.length, 2);
    fake.stopEngine();
    assert.deepEqual(reported.slice(2), ['a failed']);
    assert.equal(fake.transfers.find('a').failure?.code, 'ENGINE_STOPPED');
    fake.stopEngine();
    assert.equal(reported.length, 3);
  });

  it('of an endpoint are what its engine reports, or the last known ones if the engine doesn’t have it anymore', async () => {
    fake.report(transferSnapshot({ id: 'old' }));
    fake.engine.transfers = async () => [transferSnapshot({ id: 'a' }), transferSnapshot({ id: 'b', queuedMs: 2 })];
    assert.deepEqual(ids(await fake.transfers.of('e1')), ['a', 'b']);
    fake.listed.clear();
    fake.engine.transfers = () => Promise.reject(new Error('it holds none'));
    assert.deepEqual(ids(await fake.transfers.of('e1')), ['a', 'b']);
  });

  it('that are sent are known when they are listed, according to the answer: it is newer than any earlier announcement', async () => {
    fake.engine.sendFiles = async () => {
      fake.report(transferSnapshot({ id: 'a', bytes: 0 }));
      return [transferSnapshot({ id: 'a', bytes: 99 }), transferSnapshot({ id: 'b', bytes: 0 })];
    };
    await fake.transfers.send('e1', files, { quiet: false, toOne: false });
    assert.deepEqual(
      fake.transfers.known.map(({ id, bytes }) => [id, bytes]),
      [
        ['a', 99],
        ['b', 0],
      ],
    );
    assert.deepEqual(reported, ['a running', 'a running', 'b running']);
    assert.equal(await fake.transfers.isQuiet('a'), false);
  });

  it('are silent if their caller said so, which is known as soon as they are listed', async () => {
    const listing = Promise.withResolvers<TransferSnapshot[]>();
    fake.engine.sendFiles = () => listing.promise;
    const sent = fake.transfers.send('e1', files, { quiet: true, toOne: true });
    const isQuiet = Promise.all([fake.transfers.isQuiet('a'), fake.transfers.isQuiet('b')]);
    listing.resolve([transferSnapshot({ id: 'a' })]);
    assert.deepEqual(await isQuiet, [true, false]);
    await sent;
  });

  it('are not awaited if a call failed', async () => {
    fake.engine.sendFiles = () => Promise.reject(new Error('no peer'));
    await assert.rejects(fake.transfers.send('e1', files, { quiet: true, toOne: true }), /no peer/);
    assert.equal(await fake.transfers.isQuiet('a'), false);
  });

  it('have their final state once that was awaited', async () => {
    fake.report(transferSnapshot({ id: 'a' }));
    fake.engine.transferEnded = async id => transferSnapshot({ id, state: 'done' });
    await fake.transfers.ended('a');
    assert.equal(fake.transfers.find('a').state, 'done');
    assert.deepEqual(reported, ['a running', 'a done']);
  });

  it('freeze at once when paused, and continue', async () => {
    fake.report(transferSnapshot({ id: 'a' }));
    await fake.transfers.pause('a');
    await fake.transfers.resume('a');
    assert.deepEqual(reported, ['a running', 'a paused', 'a running']);
  });

  it('are replaced by their retry', async () => {
    fake.report(transferSnapshot({ id: 'a', state: 'failed', canRetry: true }));
    const events: string[] = [];
    fake.transfers.onDidRemove(id => events.push(`${id} removed`));
    fake.transfers.onDidChange(changed => events.push(...ids(changed)));
    await fake.transfers.retry('a');
    assert.deepEqual(events, ['a again', 'a removed']);
    assert.deepEqual(ids(fake.transfers.known), ['a again']);
  });

  it('are replaced by the one that resumes them, once', () => {
    fake.report(transferSnapshot({ id: 'a', state: 'failed' }), transferSnapshot({ id: 'b', state: 'failed' }));
    const events: string[] = [];
    fake.transfers.onDidRemove(id => events.push(`${id} removed`));
    fake.transfers.onDidChange(changed => events.push(...ids(changed)));
    for (let time = 0; time < 2; time++) fake.report(transferSnapshot({ id: 'c', replaces: ['a', 'never seen'] }));
    assert.deepEqual(events, ['c', 'a removed', 'c']);
    assert.deepEqual(ids(fake.transfers.known), ['b', 'c']);
  });

  it('stay in place if they can’t be retried', async () => {
    fake.report(transferSnapshot({ id: 'a', state: 'failed', canRetry: true }));
    fake.engine.retryTransfer = () => Promise.reject(new Error('the peer has gone'));
    await assert.rejects(fake.transfers.retry('a'), /gone/);
    assert.deepEqual(ids(fake.transfers.known), ['a']);
  });

  it('that have ended can be removed, also from the engine’s list', async () => {
    fake.report(transferSnapshot({ id: 'a', state: 'done' }), transferSnapshot({ id: 'b' }));
    await fake.transfers.clear('e1');
    assert.deepEqual(ids(fake.transfers.known), ['b']);
    assert.deepEqual(fake.calls, [['clearTransfers', 'e1']]);
  });

  it('are no longer watched after the window', () => {
    fake.transfers.dispose();
    fake.report(transferSnapshot({ id: 'a' }));
    assert.deepEqual(fake.transfers.known, []);
  });
});
