import assert from 'node:assert/strict';
import { TransferMirror } from '../../../../src/client/transfers/transferMirror.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('the host’s mirror of transfers', () => {
  const stopped = { code: 'ENGINE_STOPPED', params: { detail: '' } } as const;
  let list: TransferMirror;
  const ids = (endpoint = 'e1') => list.of(endpoint).map(({ id }) => id);

  beforeEach(() => {
    list = new TransferMirror();
    list.take([
      transferSnapshot({ id: 'a', queuedMs: 1, state: 'done' }),
      transferSnapshot({ id: 'b', queuedMs: 2 }),
      transferSnapshot({ id: 'c', endpoint: 'e2' }),
    ]);
  });

  it('keeps the position of a transfer that changes', () => {
    list.take([transferSnapshot({ id: 'a', bytes: 99 }), transferSnapshot({ id: 'd' })]);
    assert.deepEqual(ids(), ['a', 'b', 'd']);
    assert.equal(list.find('a')?.bytes, 99);
    assert.deepEqual(ids('e2'), ['c']);
  });

  it('keeps an endpoint’s last two hundred ended transfers, and all running ones', () => {
    for (let at = 0; at < 1000; at++) list.take([transferSnapshot({ id: `${at}`, state: 'done' })]);
    assert.deepEqual([ids().length, ids()[0], ids()[1], ids().at(-1)], [201, 'b', '800', '999']);
    assert.deepEqual(ids('e2'), ['c']);
  });

  it('fails unfinished transfers when the engine is gone, and keeps them if the next engine doesn’t know them', () => {
    const failed = list.fail('e1', stopped, 7);
    assert.deepEqual(
      failed.map(({ id, state, endedMs, bytesPerSecond }) => ({ id, state, endedMs, bytesPerSecond })),
      [{ id: 'b', state: 'failed', endedMs: 7, bytesPerSecond: 0 }],
    );
    assert.equal(list.find('a')?.state, 'done');
    assert.equal(list.find('c')?.state, 'running');
    list.replace('e1', [transferSnapshot({ id: 'a', state: 'done' }), transferSnapshot({ id: 'e', queuedMs: 3 })]);
    assert.deepEqual(ids(), ['a', 'b', 'e']);
  });

  it('keeps transfers that failed with an engine, whatever the next one reports about them', () => {
    list.take([transferSnapshot({ id: 'b', queuedMs: 2, bytes: 99 })]);
    list.fail('e1', stopped, 7);
    const found = transferSnapshot({ id: 'b', queuedMs: 2, state: 'failed', bytes: 0, failure: stopped });
    assert.deepEqual(
      list.take([found]).map(({ bytes }) => bytes),
      [99],
    );
    list.replace('e1', [transferSnapshot({ id: 'a', queuedMs: 1 }), found]);
    assert.deepEqual(ids(), ['a', 'b']);
    assert.equal(list.find('b')?.bytes, 99);
  });

  it('no longer asks for a transfer that failed while it asked', () => {
    list.take([transferSnapshot({ id: 'b', state: 'asking', asks: 'consent' })]);
    const [failed] = list.fail('e1', stopped, 7);
    assert.equal(failed && 'asks' in failed, false);
  });

  it('trusts the engine’s list', () => {
    list.replace('e1', [transferSnapshot({ id: 'a' })]);
    assert.deepEqual(ids(), ['a']);
  });

  it('forgets ended transfers, a single one, and those of removed endpoints', () => {
    list.clear('e1');
    assert.deepEqual(ids(), ['b']);
    list.remove('b');
    assert.deepEqual(ids(), []);
    list.keepOnly(endpoint => endpoint === 'e1');
    assert.deepEqual(list.all, []);
  });
});
