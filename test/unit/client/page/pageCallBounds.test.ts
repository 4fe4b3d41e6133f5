import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { askUser } from '../../../../src/client/callers/askers.ts';
import { PageCallBounds } from '../../../../src/client/page/pageCallBounds.ts';

const MiB = 1024 * 1024;
const tooMuch = { name: 'RangeError', message: 'too many calls from the page are pending' };

describe('the limits on a page’s calls', () => {
  /** Running calls, oldest first. */
  let running: PromiseWithResolvers<string>[];
  let bounds: PageCallBounds;
  let nowMs: number;
  let calls: Record<
    'start' | 'transfers' | 'videos' | 'entryBytes' | 'rows' | 'spool' | 'sendDropped',
    (...args: unknown[]) => Promise<string>
  >;

  beforeEach(() => {
    running = [];
    nowMs = 0;
    bounds = new PageCallBounds(() => nowMs);
    const run = () => {
      const call = Promise.withResolvers<string>();
      running.push(call);
      return call.promise;
    };
    const of =
      (name: string) =>
      (...args: unknown[]) =>
        bounds.run(name, args, run);
    calls = {
      start: of('start'),
      transfers: of('transfers'),
      videos: of('videos'),
      entryBytes: of('entryBytes'),
      rows: of('rows'),
      spool: of('spool'),
      sendDropped: of('sendDropped'),
    };
  });

  const settle = async (value: string) => {
    running.shift()?.resolve(value);
    await setImmediate();
  };

  it('compute few long answers of a kind at once, the others in order', async () => {
    const all = Array.from({ length: 6 }, (_, at) => calls.entryBytes(at));
    await setImmediate();
    assert.equal(running.length, 4);
    const row = calls.rows(1);
    await setImmediate();
    assert.equal(running.length, 5);
    running.pop()?.resolve('rows');
    assert.equal(await row, 'rows');
    for (const value of ['a', 'b', 'c']) await settle(value);
    assert.equal(running.length, 3);
    for (const value of ['d', 'e', 'f']) await settle(value);
    assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('continue after a call that fails', async () => {
    const all = Array.from({ length: 5 }, () => calls.entryBytes());
    await setImmediate();
    running.shift()?.reject(new RangeError('no entry'));
    await assert.rejects(all[0] as Promise<unknown>, /no entry/);
    await setImmediate();
    assert.equal(running.length, 4);
  });

  it('stop reading while the page has eight unacknowledged messages', async () => {
    const delivering = Promise.withResolvers<boolean>();
    bounds.deliver(delivering.promise);
    for (let messages = 0; messages < 6; messages++) bounds.deliver(new Promise(() => undefined));
    const first = calls.rows();
    await setImmediate();
    await settle('first');
    assert.equal(await first, 'first');
    bounds.deliver(new Promise(() => undefined));
    const read = calls.entryBytes();
    const spooled = calls.spool();
    await setImmediate();
    assert.equal(running.length, 1);
    await settle('spooled');
    assert.equal(await spooled, 'spooled');
    delivering.reject(new Error('the tab has gone'));
    await setImmediate();
    await settle('read');
    assert.equal(await read, 'read');
  });

  it('compute no long answer, even for a short request, while the page has eight unacknowledged messages', async () => {
    const delivering = Promise.withResolvers<boolean>();
    for (let messages = 0; messages < 8; messages++) bounds.deliver(delivering.promise);
    const asked = [calls.start(), calls.transfers(), calls.videos()];
    await setImmediate();
    assert.equal(running.length, 0);
    delivering.resolve(true);
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    for (const one of running) one.resolve('answer');
    assert.deepEqual(await Promise.all(asked), ['answer', 'answer', 'answer']);
  });

  it('drop the pending calls of a page that is gone', async () => {
    for (let messages = 0; messages < 8; messages++) bounds.deliver(new Promise(() => undefined));
    const outcomes = Promise.allSettled(Array.from({ length: 6 }, () => calls.entryBytes()));
    await setImmediate();
    bounds.forget();
    assert.deepEqual(
      (await outcomes).map(one => one.status === 'rejected' && one.reason.code),
      Array.from({ length: 6 }, () => 'CANCELLED'),
    );
    assert.deepEqual(running, []);
    const next = calls.entryBytes();
    await setImmediate();
    await settle('next');
    assert.equal(await next, 'next');
  });

  it('still count calls that run for a page that is gone', async () => {
    const before = Promise.allSettled(Array.from({ length: 4 }, () => calls.entryBytes()));
    await setImmediate();
    bounds.forget();
    const next = calls.entryBytes();
    await setImmediate();
    assert.equal(running.length, 4);
    await settle('before');
    assert.equal(running.length, 4);
    running.pop()?.resolve('next');
    assert.equal(await next, 'next');
    for (const one of running) one.resolve('before');
    await before;
  });

  it('let one call ask the user at a time', async () => {
    const question = Promise.withResolvers<string>();
    const ask = () => bounds.run('sendChosen', [null], () => askUser(() => question.promise));
    const first = ask();
    await assert.rejects(ask(), { code: 'QUESTION_OPEN' });
    question.resolve('file');
    assert.equal(await first, 'file');
  });

  it('run one drop of files at a time', async () => {
    const all = Array.from({ length: 3 }, () => calls.sendDropped([], null));
    await setImmediate();
    assert.equal(running.length, 1);
    for (const value of ['a', 'b', 'c']) await settle(value);
    assert.deepEqual(await Promise.all(all), ['a', 'b', 'c']);
  });

  it('refuse calls that would open more than ten things in ten seconds, of any kind', async () => {
    const open = (name: string, ...args: unknown[]) => bounds.run(name, args, async () => 'opened');
    const openings = [
      () => open('compare', 1),
      () => open('openVideo', 'v1'),
      () => open('run', 'editAsJson'),
      () => open('editDraftAsJson', {}),
      () => open('actOnTransfer', 'open', 't1'),
    ];
    const tooMany = { name: 'RangeError', message: 'the page opens too much at once' };
    for (let at = 0; at < 100; at++) assert.equal(await open('run', 'stop'), 'opened');
    for (let at = 0; at < 10; at++) assert.equal(await openings[at % openings.length]?.(), 'opened');
    for (const opening of openings) await assert.rejects(opening, tooMany);
    nowMs = 9999;
    await assert.rejects(open('compare', 1), tooMany);
    // It doesn't count as waiting.
    const all = Array.from({ length: 1000 }, () => calls.spool());
    await assert.rejects(calls.spool(), tooMuch);
    for (const one of running) one.resolve('done');
    await Promise.all(all);
    nowMs = 10_000;
    assert.equal(await open('compare', 1), 'opened');
  });

  it('let a thousand calls wait, and refuse more until one is answered', async () => {
    const all = Array.from({ length: 1000 }, () => calls.spool());
    await assert.rejects(calls.spool(), tooMuch);
    await assert.rejects(calls.rows(), tooMuch);
    await settle('first');
    assert.equal(await all[0], 'first');
    const next = calls.spool();
    running.pop()?.resolve('next');
    assert.equal(await next, 'next');
  });

  it('hold at most 256 MiB of a page’s data, wherever it is in the arguments', async () => {
    const slice = new Uint8Array(MiB);
    const all = Array.from({ length: 254 }, () => calls.spool('s', slice));
    const name = 'n'.repeat(MiB);
    await assert.rejects(calls.sendDropped([[{ name }]], null), tooMuch);
    await assert.rejects(calls.sendDropped(Array.from({ length: 200_000 }, () => ({}))), tooMuch);
    await settle('written');
    assert.equal(await all[0], 'written');
    const dropped = calls.sendDropped([[{ name }]], null);
    running.pop()?.resolve('sent');
    assert.equal(await dropped, 'sent');
  });
});
