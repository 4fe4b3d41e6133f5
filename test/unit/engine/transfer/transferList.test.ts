import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { Peer } from '../../../../src/engine/conversation/peer.ts';
import { TransferList } from '../../../../src/engine/transfer/transferList.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const peer = { number: 1, id: 'p1', address: '127.0.0.1:1' };
const about = { peer, direction: 'out', mode: 'framed' } as const;

describe('a transfer list', () => {
  const folder = temporaryFolder();

  const list = (changed: (id: string) => void = () => undefined) =>
    new TransferList({ endpoint: 'e', directory: folder.path, onChange: changed });

  async function recovered(): Promise<TransferList> {
    const next = list();
    await next.recover();
    // Its writes must not coincide with the end of the test.
    await next.settled();
    return next;
  }

  it('outlives its window: ended transfers unchanged, running ones as interrupted', async () => {
    const first = list();
    const [whole, failed, under] = ['whole', 'failed', 'under way'].map(name => first.begin({ ...about, name }));
    if (failed) failed.isRetriableAfter = state => state === 'failed';
    whole?.succeed({ sha256: 'abc' });
    failed?.fail(SocketError.system('ENOSPC', { address: 'x' }));
    under?.become('running');
    void under?.ask('consent').catch(() => undefined);
    await Promise.all([whole?.ended, failed?.ended]);
    await first.settled();
    const { snapshots } = await recovered();
    assert.deepEqual(
      snapshots.map(({ name, state, failure, canRetry, asks }) => [name, state, failure?.code, canRetry, asks]),
      [
        ['whole', 'done', undefined, false, undefined],
        ['failed', 'failed', 'ENOSPC', false, undefined],
        ['under way', 'failed', 'INTERRUPTED', false, undefined],
      ],
    );
    assert.equal(snapshots[0]?.sha256, 'abc');
  });

  it('stores which files running transfers used, also for the next window', async () => {
    const first = list();
    first.begin({ ...about, name: 'under way' });
    await first.settled();
    const second = list();
    await second.recover({ code: 'ENGINE_STOPPED', params: { detail: 'out of memory' } });
    await second.settled();
    for (const { snapshots } of [second, await recovered()])
      assert.deepEqual(snapshots[0]?.failure, { code: 'ENGINE_STOPPED', params: { detail: 'out of memory' } });
  });

  it('keeps the last two hundred ended transfers', async () => {
    const first = list();
    for (let at = 0; at < 250; at++) {
      const one = first.begin({ ...about, name: `${at}` });
      one.succeed();
      await one.ended;
    }
    const under = first.begin({ ...about, name: 'under way' });
    assert.deepEqual([first.snapshots.length, first.snapshots[0]?.name], [201, '50']);
    await first.settled();
    assert.equal((await recovered()).snapshots.length, 200);
    under.succeed();
    await under.ended;
    await first.settled();
  });

  const strangers = ['', '[]', 'null', '{"format":"portside transfers","version":2,"transfers":[{}]}'];
  for (const text of strangers) {
    it(`is empty after ${JSON.stringify(text.slice(0, 20))}`, async () => {
      await writeFile(folder.at('transfers.json'), text);
      assert.deepEqual((await recovered()).snapshots, []);
    });
  }

  it('skips invalid transfers', async () => {
    const transfers = [null, {}, 7, { id: 'a', state: 'running', queuedMs: 1 }];
    await writeFile(
      folder.at('transfers.json'),
      JSON.stringify({ format: 'portside transfers', version: 1, transfers }),
    );
    assert.deepEqual(
      (await recovered()).snapshots.map(({ id, state }) => [id, state]),
      [['a', 'failed']],
    );
  });

  it('drops one, or all that have ended', async () => {
    const known = list();
    const [a, b, c] = ['a', 'b', 'c'].map(name => known.begin({ ...about, name }));
    a?.succeed();
    b?.succeed();
    await Promise.all([a?.ended, b?.ended]);
    known.forget(a?.id ?? '');
    assert.deepEqual(
      known.snapshots.map(({ name }) => name),
      ['b', 'c'],
    );
    known.clear();
    assert.deepEqual(
      known.snapshots.map(({ name }) => name),
      ['c'],
    );
    await known.settled();
    c?.succeed();
    await c?.ended;
    await known.settled();
    assert.deepEqual(
      (await recovered()).snapshots.map(({ name }) => name),
      ['c'],
    );
  });

  it('releases those that ended early and were resumed, and no others', async () => {
    const known = list();
    const begun = ['a', 'a', 'b', 'a', 'a'].map(name => known.begin({ ...about, name }));
    const [failed, canceled, other, whole] = begun;
    failed?.fail(new SocketError('FILE_INCOMPLETE'));
    canceled?.fail(new SocketError('CANCELLED'));
    other?.fail(new SocketError('FILE_INCOMPLETE'));
    whole?.succeed();
    await Promise.all([failed, canceled, other, whole].map(one => one?.ended));
    assert.deepEqual(
      known.takeBroken(({ name }) => name === 'a'),
      [failed?.id, canceled?.id],
    );
    assert.deepEqual(
      known.snapshots.map(({ name, state }) => `${name} ${state}`),
      ['b failed', 'a done', 'a queued'],
    );
    assert.deepEqual(
      known.takeBroken(({ name }) => name === 'a'),
      [],
    );
    begun[4]?.succeed();
    await begun[4]?.ended;
    await known.settled();
  });

  it('stops those of a peer, in one or both directions, and waits for all', async () => {
    const known = list();
    const other = { ...peer };
    const [out, into, others] = [
      known.begin({ ...about, name: 'out' }),
      known.begin({ ...about, direction: 'in', name: 'in' }),
      known.begin({ ...about, peer: other, name: 'another peer’s' }),
    ];
    known.stopTo(peer, () => new SocketError('SEND_INTERRUPTED', { address: 'a:1' }));
    assert.deepEqual([out.signal.aborted, into.signal.aborted, others.signal.aborted], [true, false, false]);
    known.stopWith(peer, new SocketError('CANCELLED'));
    assert.deepEqual([into.signal.aborted, others.signal.aborted], [true, false]);
    const stopping = known.stop(new SocketError('CANCELLED'));
    for (const one of [out, into, others]) one.fail(one.signal.reason);
    await stopping;
    assert.equal(known.current(others.id), undefined);
    await known.settled();
  });

  it('waits for pending writes for closed peers, and no others', async () => {
    const known = list();
    const there = { ...peer, id: 'p2' };
    const [lost, going] = [
      known.begin({ ...about, direction: 'in', name: 'lost' }),
      known.begin({ ...about, direction: 'in', peer: there, name: 'goes on' }),
    ];
    known.begin({ ...about, direction: 'in', name: 'queued' });
    for (const one of [lost, going]) one.become('running');
    let isSettled = false;
    const open = [{ ...there, snapshot: { state: 'open' } }] as unknown as Peer[];
    const settling = known.settledWithout(open).then(() => {
      isSettled = true;
    });
    await setImmediate();
    assert.equal(isSettled, false);
    lost.fail(new SocketError('FILE_INCOMPLETE'));
    await settling;
    await known.settled();
  });

  it('isn’t stored for an endpoint that ends with its window', async () => {
    const passing = new TransferList({ endpoint: 'e', directory: undefined, onChange: () => undefined });
    passing.begin({ ...about, name: 'a' }).succeed();
    await passing.recover();
    await passing.settled();
  });
});
