import assert from 'node:assert/strict';
import { Newest } from '../../../../src/engine/video/newest.ts';

describe('the newest item', () => {
  const one = { number: 1 };
  const two = { number: 2 };
  const three = { number: 3 };

  it('is returned at once if it is new, and otherwise when a newer one arrives', async () => {
    const newest = new Newest();
    newest.offer(one);
    assert.equal(await newest.after(0), one);
    const next = newest.after(1);
    newest.offer(two);
    assert.deepEqual([await next, newest.latest], [two, two]);
  });

  it('is the same for all callers', async () => {
    const newest = new Newest();
    const asked = [newest.after(0), newest.after(0), newest.after(2)];
    newest.offer(one);
    newest.offer(three);
    assert.deepEqual(await Promise.all(asked), [one, one, three]);
  });

  it('replaces the previous one, and reports whether that was taken', async () => {
    const newest = new Newest();
    assert.equal(newest.offer(one), true, 'there was no previous one');
    assert.equal(newest.offer(two), false);
    await newest.after(0);
    assert.equal(newest.offer(three), true);
  });

  it('can be dropped, and is followed by the next one', async () => {
    const newest = new Newest();
    newest.offer(one);
    assert.deepEqual([newest.drop(), newest.latest, newest.take()], [false, undefined, undefined]);
    const next = newest.after(0);
    assert.equal(newest.offer(two), true, 'there is no previous one');
    assert.deepEqual([await next, newest.drop()], [two, true]);
  });

  it('is no longer waited for after the signal, or after the end', async () => {
    const newest = new Newest();
    const stopping = new AbortController();
    const stopped = newest.after(0, stopping.signal);
    stopping.abort();
    assert.equal(await stopped, undefined);
    newest.offer(one);
    assert.equal(newest.offer(two), false, 'a stopped reader takes nothing');
    const waiting = newest.after(2);
    newest.end();
    newest.offer(three);
    assert.deepEqual([await waiting, await newest.after(0), newest.latest], [undefined, undefined, undefined]);
  });
});
