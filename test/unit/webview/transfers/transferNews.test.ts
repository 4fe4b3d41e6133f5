import assert from 'node:assert/strict';
import type { TransferState } from '../../../../src/core/transfer/transferSnapshot.ts';
import { transferNews } from '../../../../webview/transfers/transferNews.ts';
import { transfer } from './panelTransfers.ts';

describe('transfer announcements', () => {
  const announcements = (
    before: Record<string, TransferState | undefined>,
    ...now: Parameters<typeof transferNews>[1]
  ) => transferNews(new Map(Object.entries(before)), now);

  it('are made when one began, asks, or ended', () => {
    assert.equal(announcements({ a: undefined }, transfer('a')), 'Receiving a.bin from 127.0.0.1:5000.');
    assert.equal(
      announcements({ a: 'queued' }, transfer('a', { direction: 'out' })),
      'Sending a.bin to 127.0.0.1:5000.',
    );
    assert.equal(
      announcements({ a: undefined }, transfer('a', { state: 'asking' })),
      'a.bin is waiting for your answer.',
    );
    assert.equal(announcements({ a: 'running' }, transfer('a', { state: 'done' })), 'Received a.bin.');
    assert.equal(
      announcements({ a: 'running' }, transfer('a', { state: 'failed', problem: 'reset by peer' })),
      'a.bin failed: reset by peer',
    );
  });

  it('aren’t made for progress, pauses, or waiting', () => {
    assert.equal(announcements({ a: 'running' }, transfer('a', { bytes: 5 })), '');
    assert.equal(announcements({ a: 'running' }, transfer('a', { state: 'paused' })), '');
    assert.equal(announcements({ a: 'paused' }, transfer('a')), '');
    assert.equal(announcements({ a: undefined }, transfer('a', { state: 'queued' })), '');
  });

  it('are numbers if there are many', () => {
    const done = ['a', 'b', 'c', 'd'].map(id => transfer(id, { state: 'done' }));
    assert.equal(
      announcements({}, ...done, transfer('e', { state: 'failed' })),
      'Transfers: 4 done, 1 failed or canceled',
    );
  });

  it('are one sentence each for up to three', () => {
    const done = ['a', 'b', 'c'].map(id => transfer(id, { state: 'done' }));
    assert.equal(announcements({}, ...done), 'Received a.bin. Received b.bin. Received c.bin.');
  });

  it('count a waiting one as one', () => {
    const running = ['a', 'b', 'c'].map(id => transfer(id));
    const asking = ['d', 'e'].map(id => transfer(id, { state: 'asking' }));
    assert.equal(announcements({}, ...running, ...asking.slice(1)), 'Transfers: 3 started, 1 waiting for an answer');
    assert.equal(announcements({}, ...running, ...asking), 'Transfers: 3 started, 2 waiting for an answer');
  });
});
