import assert from 'node:assert/strict';
import type { Row } from '../../../../src/core/transcriptEntry.ts';
import { PageViews } from '../../../../src/host/panel/pageViews.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';

describe('a page’s views', () => {
  let opened: number;
  let closed: number[];
  let isBroken: boolean;
  let rows: Partial<Row>[];
  let asked: unknown[];
  let views: PageViews;

  beforeEach(() => {
    opened = 0;
    closed = [];
    isBroken = false;
    rows = [];
    asked = [];
    const calls = {
      openView: async () => {
        if (isBroken) throw new TypeError('no such search');
        await new Promise(setImmediate);
        return { view: ++opened, state: {} };
      },
      rows: async (...args: unknown[]) => {
        asked = args;
        return { from: 0, rows, revised: [] };
      },
      locate: async () => ({ position: 3 }),
    };
    const closeView = async (view: number) => {
      closed.push(view);
      if (view === 1) throw new Error('it went with its engine');
    };
    views = new PageViews(
      'e1',
      fakeEndpoints([endpointSnapshot('e1', 0)], { engine: { ...(calls as object), closeView } }),
    );
  });

  it('belong to the page until it closes them', async () => {
    const { openView, rows: rowsOf, locate, closeView } = views.calls;
    await openView({});
    const { view } = await openView({});
    assert.ok(views.has(view));
    await rowsOf(view, 0, 1, 0);
    assert.deepEqual(await locate(view, { seq: 1 }), { position: 3 });
    await closeView(view);
    await closeView(view);
    assert.deepEqual(closed, [2]);
    await assert.rejects(rowsOf(view, 0, 1, 0), { code: 'NO_VIEW' });
    await assert.rejects(locate(view, { seq: 1 }), { code: 'NO_VIEW' });
    await assert.rejects(rowsOf(99, 0, 1, 0), { code: 'NO_VIEW' }, 'another page’s');
  });

  it('are limited to twenty', async () => {
    const { openView, closeView } = views.calls;
    for (let count = 0; count < 20; count++) await openView({});
    await assert.rejects(openView({}), { name: 'RangeError', message: /20 views/ });
    assert.equal(opened, 20);
    await closeView(7);
    await openView({});
  });

  it('search by pattern one after another, and only the newest of those that wait', async () => {
    const { openView } = views.calls;
    const searching = Promise.allSettled(Array.from({ length: 10 }, () => openView({ search: { regex: 'a' } })));
    await openView({ search: { text: 'a' } });
    const outcomes = (await searching).map(one => (one.status === 'fulfilled' ? 'opened' : one.reason.code));
    assert.deepEqual(outcomes, ['opened', ...Array.from({ length: 8 }, () => 'CANCELLED'), 'opened']);
    assert.equal(opened, 3);
  });

  it('don’t search by pattern for a page that is gone', async () => {
    const { openView } = views.calls;
    const [first, second] = [openView({ search: { regex: 'a' } }), openView({ search: { regex: 'b' } })];
    views.close();
    await assert.rejects(second, { code: 'CANCELLED' });
    await first;
    assert.equal(opened, 1);
  });

  it('are limited to twenty even if all are opened at once, and a failed one doesn’t count', async () => {
    const { openView } = views.calls;
    isBroken = true;
    await Promise.all(Array.from({ length: 20 }, () => assert.rejects(openView({}), /no such search/)));
    isBroken = false;
    const opening = await Promise.allSettled(Array.from({ length: 1000 }, () => openView({})));
    assert.equal(opening.filter(({ status }) => status === 'fulfilled').length, 20);
    assert.equal(opened, 20);
  });

  it('are closed if their page is gone while they open, and don’t count for the next one', async () => {
    const { openView } = views.calls;
    const opening = Array.from({ length: 20 }, () => openView({}));
    views.close();
    const next = await openView({});
    await Promise.all(opening);
    assert.deepEqual([closed.length, closed.includes(next.view), views.has(next.view)], [20, false, true]);
  });

  it('are closed with the page, even if their engine is gone', async () => {
    await views.calls.openView({});
    await views.calls.openView({});
    views.close();
    views.close();
    await new Promise(setImmediate);
    assert.deepEqual(closed, [1, 2]);
    assert.ok(!views.has(1));
  });

  it('have a sentence and a severity in event rows', async () => {
    rows = [
      { seq: 0, text: 'hi' },
      { seq: 1, event: { code: 'peerReset', by: 'peer' } },
      {
        seq: 2,
        event: { code: 'fileReceived', name: 'photo\u202egpj.exe', files: 1, bytes: 1, durationMs: 1 },
        peer: { id: 'p1', address: 'a:1' },
      },
    ];
    const { view } = await views.calls.openView({});
    const [frame, event, quoting] = (await views.calls.rows(view, 0, 3, 64)).rows;
    assert.deepEqual(frame, { seq: 0, text: 'hi' });
    assert.deepEqual(asked, [view, 0, 3, 64]);
    assert.deepEqual([event?.sentence, event?.followsPeer], ['reset the connection (ECONNRESET)', true]);
    assert.equal(quoting?.followsPeer, undefined);
    assert.ok(event?.severity);
    const client = { kind: 'tcp-client', address: 'a:1' } as const;
    const engine = { openView: async () => ({ view: 1, state: {} }), rows: async () => ({ rows }) };
    rows = [{ seq: 0, event: { code: 'peerConnected', address: 'a:1' }, peer: { id: 'p1', address: 'a:1' } }];
    const ofClient = new PageViews('e1', fakeEndpoints([endpointSnapshot('e1', 0, { config: client })], { engine }));
    const [connected] = (await ofClient.calls.rows((await ofClient.calls.openView({})).view, 0, 1, 0)).rows;
    assert.deepEqual([connected?.sentence, connected?.followsPeer], ['Connected to a:1', undefined]);
    assert.match(quoting?.sentence ?? '', /^Received “photo\\u\{202e\}gpj\.exe” from a:1 /);
  });
});
