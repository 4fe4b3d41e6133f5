import assert from 'node:assert/strict';
import { TransferMirror } from '../../../../src/client/transfers/transferMirror.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('what the host knows of transfers', () => {
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

  it('keeps the place of one that changes', () => {
    list.take([transferSnapshot({ id: 'a', bytes: 99 }), transferSnapshot({ id: 'd' })]);
    assert.deepEqual(ids(), ['a', 'b', 'd']);
    assert.equal(list.find('a')?.bytes, 99);
    assert.deepEqual(ids('e2'), ['c']);
  });

  it('keeps the two hundred of an endpoint that ended last, and all that are under way', () => {
    for (let at = 0; at < 1000; at++) list.take([transferSnapshot({ id: `${at}`, state: 'done' })]);
    assert.deepEqual([ids().length, ids()[0], ids()[1], ids().at(-1)], [201, 'b', '800', '999']);
    assert.deepEqual(ids('e2'), ['c']);
  });

  it('fails what had not ended when the engine goes, and keeps it when another engine knows nothing of it', () => {
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

  it('keeps what went with an engine as it was, whatever the next one finds of it', () => {
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

  it('asks nothing any more of one that failed while it asked', () => {
    list.take([transferSnapshot({ id: 'b', state: 'asking', asks: 'consent' })]);
    const [failed] = list.fail('e1', stopped, 7);
    assert.equal(failed && 'asks' in failed, false);
  });

  it('takes what the engine says for what there is', () => {
    list.replace('e1', [transferSnapshot({ id: 'a' })]);
    assert.deepEqual(ids(), ['a']);
  });

  it('forgets the ended ones, a single one, and those of endpoints that went', () => {
    list.clear('e1');
    assert.deepEqual(ids(), ['b']);
    list.remove('b');
    assert.deepEqual(ids(), []);
    list.keepOnly(endpoint => endpoint === 'e1');
    assert.deepEqual(list.all, []);
  });
});
