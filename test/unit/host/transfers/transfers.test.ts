import assert from 'node:assert/strict';
import type { SendFilesOptions, TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('the host’s transfers', () => {
  const files: SendFilesOptions = { mode: 'raw', files: [] };
  let fake: FakeTransfers;
  let told: string[];

  beforeEach(() => {
    fake = new FakeTransfers();
    told = [];
    fake.transfers.onDidChange(changed => told.push(...changed.map(({ id, state }) => `${id} ${state}`)));
  });

  const ids = (all: readonly TransferSnapshot[]) => all.map(({ id }) => id);

  it('are those that the engine reports', () => {
    fake.tell(transferSnapshot({ id: 'a' }), transferSnapshot({ id: 'b' }));
    assert.deepEqual(told, ['a running', 'b running']);
    assert.equal(fake.transfers.find('b').id, 'b');
    assert.throws(() => fake.transfers.find('c'), { code: 'NO_TRANSFER' });
  });

  it('go with their endpoint, and stay away when the engine reports them late', () => {
    fake.tell(transferSnapshot({ id: 'a' }));
    fake.transfers.choices.choose('e1', ['p1'], { mode: 'raw' });
    fake.remove();
    fake.tell(transferSnapshot({ id: 'a', state: 'done' }));
    assert.deepEqual(fake.transfers.known, []);
    assert.deepEqual(told, ['a running']);
    assert.equal(fake.transfers.choices.last('e1'), undefined);
  });

  it('fail with their engine', () => {
    fake.tell(transferSnapshot({ id: 'a' }), transferSnapshot({ id: 'b', state: 'done' }));
    fake.change({ state: 'failed', failure: { code: 'ECONNRESET', params: {} } });
    assert.equal(told.length, 2);
    fake.stopEngine();
    assert.deepEqual(told.slice(2), ['a failed']);
    assert.equal(fake.transfers.find('a').failure?.code, 'ENGINE_STOPPED');
    fake.stopEngine();
    assert.equal(told.length, 3);
  });

  it('of an endpoint are what its engine says, or what is known where that holds it no more', async () => {
    fake.tell(transferSnapshot({ id: 'old' }));
    fake.engine.transfers = async () => [transferSnapshot({ id: 'a' }), transferSnapshot({ id: 'b', queuedMs: 2 })];
    assert.deepEqual(ids(await fake.transfers.of('e1')), ['a', 'b']);
    fake.listed.clear();
    fake.engine.transfers = () => Promise.reject(new Error('it holds none'));
    assert.deepEqual(ids(await fake.transfers.of('e1')), ['a', 'b']);
  });

  it('that are sent are known when they are listed, as the answer says: it is newer than any announcement before', async () => {
    fake.engine.sendFiles = async () => {
      fake.tell(transferSnapshot({ id: 'a', bytes: 0 }));
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
    assert.deepEqual(told, ['a running', 'a running', 'b running']);
    assert.equal(await fake.transfers.isQuiet('a'), false);
  });

  it('are quiet when their caller said so, which is known as soon as they are listed', async () => {
    const listing = Promise.withResolvers<TransferSnapshot[]>();
    fake.engine.sendFiles = () => listing.promise;
    const sent = fake.transfers.send('e1', files, { quiet: true, toOne: true });
    const isQuiet = Promise.all([fake.transfers.isQuiet('a'), fake.transfers.isQuiet('b')]);
    listing.resolve([transferSnapshot({ id: 'a' })]);
    assert.deepEqual(await isQuiet, [true, false]);
    await sent;
  });

  it('are not waited for when a call failed', async () => {
    fake.engine.sendFiles = () => Promise.reject(new Error('no peer'));
    await assert.rejects(fake.transfers.send('e1', files, { quiet: true, toOne: true }), /no peer/);
    assert.equal(await fake.transfers.isQuiet('a'), false);
  });

  it('are as they ended when somebody waited for that', async () => {
    fake.tell(transferSnapshot({ id: 'a' }));
    fake.engine.transferEnded = async id => transferSnapshot({ id, state: 'done' });
    await fake.transfers.ended('a');
    assert.equal(fake.transfers.find('a').state, 'done');
    assert.deepEqual(told, ['a running', 'a done']);
  });

  it('stand still at once when they are paused, and continue', async () => {
    fake.tell(transferSnapshot({ id: 'a' }));
    await fake.transfers.pause('a');
    await fake.transfers.resume('a');
    assert.deepEqual(told, ['a running', 'a paused', 'a running']);
  });

  it('make room for the one that tries again', async () => {
    fake.tell(transferSnapshot({ id: 'a', state: 'failed', canRetry: true }));
    const events: string[] = [];
    fake.transfers.onDidRemove(id => events.push(`${id} removed`));
    fake.transfers.onDidChange(changed => events.push(...ids(changed)));
    await fake.transfers.retry('a');
    assert.deepEqual(events, ['a again', 'a removed']);
    assert.deepEqual(ids(fake.transfers.known), ['a again']);
  });

  it('make room for one that resumes them, once', () => {
    fake.tell(transferSnapshot({ id: 'a', state: 'failed' }), transferSnapshot({ id: 'b', state: 'failed' }));
    const events: string[] = [];
    fake.transfers.onDidRemove(id => events.push(`${id} removed`));
    fake.transfers.onDidChange(changed => events.push(...ids(changed)));
    for (let time = 0; time < 2; time++) fake.tell(transferSnapshot({ id: 'c', replaces: ['a', 'never seen'] }));
    assert.deepEqual(events, ['c', 'a removed', 'c']);
    assert.deepEqual(ids(fake.transfers.known), ['b', 'c']);
  });

  it('stay where they are when they can’t be tried again', async () => {
    fake.tell(transferSnapshot({ id: 'a', state: 'failed', canRetry: true }));
    fake.engine.retryTransfer = () => Promise.reject(new Error('the peer has gone'));
    await assert.rejects(fake.transfers.retry('a'), /gone/);
    assert.deepEqual(ids(fake.transfers.known), ['a']);
  });

  it('that have ended are taken out, in the engine’s list, too', async () => {
    fake.tell(transferSnapshot({ id: 'a', state: 'done' }), transferSnapshot({ id: 'b' }));
    await fake.transfers.clear('e1');
    assert.deepEqual(ids(fake.transfers.known), ['b']);
    assert.deepEqual(fake.calls, [['clearTransfers', 'e1']]);
  });

  it('are of no interest any more after the window', () => {
    fake.transfers.dispose();
    fake.tell(transferSnapshot({ id: 'a' }));
    assert.deepEqual(fake.transfers.known, []);
  });
});
