import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type Memento, ViewColumn } from 'vscode';
import type { PreviousEndpoints } from '../../../../src/core/calls/previousEndpoints.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { NotAllowed } from '../../../../src/host/permissions/checks.ts';
import { RestoredEndpoints } from '../../../../src/host/restored/restoredEndpoints.ts';
import type { RemovedBefore } from '../../../../src/host/undo/removedBefore.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { showTab } from '../../../support/showTab.ts';
import { type WatchedLog, watchedLog } from '../../../support/watchedLog.ts';

type Parse = (config: unknown) => Promise<EndpointConfig | undefined>;
type Found = (endpoints: PreviousEndpoints['endpoints'], removed: PreviousEndpoints['removed']) => void;

describe('endpoints of an earlier window', () => {
  freshVscode();
  fakeTimers();
  // The tests below don’t wait for code that is loaded with its first use.
  before(() => import('../../../../src/core/config/endpointConfigSchema.ts'));

  let opened: string[];
  /** Names of those that need the user's consent. */
  let held: (string | undefined)[];
  let endpoints: FakeEndpoints;
  let restored: RestoredEndpoints | undefined;
  /** What the workspace’s windows remember. */
  let memory: Memento;
  /** Results of each lookup. */
  let looks: { open?: string[]; closed?: string[]; removed?: string[]; held?: number; refused?: string[] }[];
  let parsed: (EndpointConfig | undefined)[];
  let removals: RemovedBefore[];
  /** Resolves when the transcripts are restored. */
  let transcripts: Promise<void> | undefined;
  let watched: WatchedLog;

  beforeEach(() => {
    opened = [];
    held = [];
    looks = [];
    transcripts = undefined;
    memory = fakeMemento();
    parsed = [];
    removals = [];
    watched = watchedLog();
    endpoints = fakeEndpoints([], {
      ensureOpen: async id => {
        opened.push(id);
        if (id === 'bad') throw new Error('no');
        return endpoints.find(id);
      },
      restore: async (parse, found) => restore(parse, found),
    });
  });
  afterEach(() => restored?.dispose());

  async function restore(parse: Parse, listing?: Found): Promise<PreviousEndpoints> {
    const { open = [], closed = [], removed = [], held = 0, refused = [] } = looks.shift() ?? {};
    for (const config of [{ kind: 'udp', address: ':0' }, { kind: 'later' }]) parsed.push(await parse(config));
    const all = [...open, ...closed].map(id => endpointSnapshot(id, 0, { state: 'closed', config: configOf(id) }));
    const found = [...open.map(id => ({ id, wasOpen: true })), ...closed.map(id => ({ id, wasOpen: false }))];
    const others = refused.map(id => ({ id, label: `“${id}”` }));
    const aside = removed.map(id => ({ id, wasOpen: id !== 'closed', config: configOf(id), removedMs: 5 }));
    const previous = { endpoints: found, removed: aside, held, refused: others } as unknown as PreviousEndpoints;
    listing?.(previous.endpoints, previous.removed);
    endpoints.list(...endpoints.all, ...all);
    await transcripts;
    return previous;
  }
  /** An address is the remote of a UDP socket without a name. */
  const configOf = (id: string): EndpointConfig =>
    /^\d/.test(id)
      ? { kind: 'udp', address: ':0', remote: id }
      : { kind: id.startsWith('client') ? 'tcp-client' : 'tcp-server', address: ':9', name: id };
  const begin = (hasAutoStart: (config: EndpointConfig) => boolean = () => false) => {
    const automatic = {
      needs: async ({ name }: EndpointConfig) =>
        held.includes(name) ? [new SocketError('NOT_ALLOWED', { permission: 'capture' }) as NotAllowed] : [],
    };
    restored = new RestoredEndpoints(endpoints, watched.log, hasAutoStart, automatic, memory);
    restored.onRemoved(all => void removals.push(...all));
    return restored;
  };
  const settled = () => new Promise(setImmediate);
  const nextWindow = (...found: typeof looks) => {
    restored?.dispose();
    endpoints.list();
    looks = found;
  };

  it('are offered by name if they were open, and reopened on request', async () => {
    looks = [{ open: ['a'], closed: ['b'] }];
    const { ready, wasOpen } = bound(begin());
    await ready;
    assert.deepEqual([wasOpen('a'), wasOpen('b')], [true, false]);
    const question = await questions.question('a was open in your last session. Its transcript was restored.');
    question.answer('Reopen');
    await settled();
    assert.deepEqual(opened, ['a']);
  });

  it('are known to have been open as soon as they are listed, before their transcripts are restored', async () => {
    looks = [{ open: ['a'] }];
    const { promise, resolve } = Promise.withResolvers<void>();
    transcripts = promise;
    const { ready, wasOpen, whenListed } = bound(begin());
    await whenListed('a');
    assert.equal(wasOpen('a'), true);
    resolve();
    await ready;
    (await questions.question('a was open in your last session.')).dismiss();
  });

  it('that were removed aren’t listed or asked about; if that is undone, they are known to have been open', async () => {
    looks = [{ removed: ['a', 'closed'] }];
    const { ready, wasOpen } = bound(begin());
    await ready;
    await settled();
    assert.deepEqual(
      removals.map(({ sinceMs, removed }) => [sinceMs, removed.map(({ endpoint }) => endpoint.id)]),
      [[5, ['a', 'closed']]],
    );
    assert.deepEqual([endpoints.all, questions.open, wasOpen('a'), wasOpen('closed')], [[], [], true, false]);
  });

  it('are left alone and named once if another version recorded their transcripts', async () => {
    looks = [{ refused: ['a'], held: 1 }, { refused: ['a', 'b', 'c'] }];
    const { ready } = begin();
    await questions.question('“a” can’t be restored: another version of Portside recorded its transcript.');
    mock.timers.tick(500);
    await ready;
    await questions.question(
      '“b” and 1 more can’t be restored: another version of Portside recorded their transcripts.',
    );
    assert.match(watched.lines.join(), /transcriptsOfOtherFormat/);
  });

  it('are named without an arrow', async () => {
    looks = [{ open: ['127.0.0.1:9'] }];
    await begin().ready;
    await questions.question(/^127\.0\.0\.1:9 was open in your last session\./);
    looks = [{ open: ['127.0.0.1:8', 'a'] }];
    await begin().ready;
    await questions.question(/^127\.0\.0\.1:8 and a were open in your last session\./);
  });

  it('are asked about once for all, naming up to four', async () => {
    looks = [{ open: ['a', 'b', 'c', 'd'] }];
    await begin().ready;
    (
      await questions.question('a, b, c, and d were open in your last session. Their transcripts were restored.')
    ).dismiss();
    looks = [{ open: ['e', 'f', 'g', 'h', 'i'] }];
    await begin().ready;
    (
      await questions.question('e, f, g, and 2 more were open in your last session. Their transcripts were restored.')
    ).answer('Not Now');
    await settled();
    assert.deepEqual(opened, []);
  });

  it('are all named in the notification, unless the visible panel of each asks about it', async () => {
    showTab(ViewColumn.One, undefined, 'a');
    looks = [{ open: ['a', 'b'] }];
    await begin().ready;
    (await questions.question(/^a and b were open in your last session\./)).answer('Reopen');
    await settled();
    assert.deepEqual(opened, ['a', 'b']);
    endpoints.list();
    showTab(ViewColumn.Two, 'markdown.preview', 'd');
    looks = [{ open: ['d'] }];
    await begin().ready;
    (await questions.question('d was open in your last session.')).dismiss();
    endpoints.list();
    showTab(ViewColumn.One, undefined, 'c');
    looks = [{ open: ['c'] }];
    await begin().ready;
    await settled();
    assert.deepEqual(questions.open, []);
  });

  it('aren’t asked about again in later windows, where their panels still know, until they were open again', async () => {
    looks = [{ open: ['a', 'b', 'c'] }];
    await begin().ready;
    (await questions.question('a, b, and c were open in your last session.')).dismiss();
    endpoints.change({ ...endpoints.find('b'), state: 'open' });
    nextWindow({ open: ['a', 'b', 'c'] });
    const { ready, wasOpen } = bound(begin());
    await ready;
    (await questions.question(/^b was open in your last session\./)).dismiss();
    assert.deepEqual(['a', 'b', 'c'].filter(wasOpen), ['a', 'b', 'c']);
    nextWindow({ open: ['a', 'b', 'c'] });
    await begin().ready;
    await settled();
    assert.deepEqual(questions.open, []);
  });

  it('that weren’t open in the last session aren’t reopened if the user says “always” later', async () => {
    settings.set('portside.reopenEndpoints', 'never');
    looks = [{ open: ['a'] }];
    await begin().ready;
    settings.set('portside.reopenEndpoints', 'always');
    nextWindow({ open: ['a', 'b'] });
    await begin().ready;
    await settled();
    assert.deepEqual(opened, ['b']);
  });

  it('that couldn’t be reopened are offered in the next window too', async () => {
    looks = [{ open: ['a'] }];
    await begin().ready;
    (await questions.question('a was open')).answer('Reopen');
    await settled();
    endpoints.change({ ...endpoints.find('a'), state: 'opening' });
    endpoints.change({ ...endpoints.find('a'), state: 'failed' });
    nextWindow({ open: ['a'] });
    await begin().ready;
    (await questions.question('a was open')).dismiss();
  });

  it('whose removal is undone aren’t asked about in the window after that', async () => {
    looks = [{ removed: ['a'] }];
    await begin().ready;
    nextWindow({ open: ['a'] });
    await begin().ready;
    await settled();
    assert.deepEqual(questions.open, []);
  });

  it('are remembered while their window is still closing, and forgotten when they are gone', async () => {
    looks = [{ open: ['a', 'b'] }];
    await begin().ready;
    (await questions.question('a and b were open')).dismiss();
    nextWindow({ held: 1 }, { open: ['a'] });
    const { ready } = begin();
    await settled();
    mock.timers.tick(500);
    await ready;
    await settled();
    assert.deepEqual(questions.open, []);
    assert.deepEqual(memory.get('offeredEndpoints'), ['a']);
  });

  it('are asked about if it is unknown which of two endpoints with one name the visible panel belongs to', async () => {
    showTab(ViewColumn.One, undefined, 'a');
    endpoints.list(endpointSnapshot('other', 0, { config: configOf('a') }));
    looks = [{ open: ['a'] }];
    await begin().ready;
    (await questions.question('a was open in your last session.')).dismiss();
  });

  it('are not offered if none was open, or if the setting is “never”', async () => {
    looks = [{ closed: ['a'] }];
    await begin().ready;
    settings.set('portside.reopenEndpoints', 'never');
    looks = [{ open: ['b'] }];
    await begin().ready;
    await settled();
    assert.deepEqual(questions.open, []);
  });

  it('are reopened without a question if the setting is “always”, in a trusted workspace', async () => {
    settings.set('portside.reopenEndpoints', 'always');
    looks = [{ open: ['a', 'bad', 'c'] }];
    await begin().ready;
    await settled();
    assert.deepEqual(opened, ['a', 'bad', 'c'], 'a failed one doesn’t prevent the others');
    assert.match(watched.lines.join(), /warn endpointNotReopened/);
    workbenchState.state.isTrusted = false;
    looks = [{ open: ['d'] }];
    await begin().ready;
    await questions.question('d was open in your last session');
  });

  it('are reopened servers first: their clients find them', async () => {
    settings.set('portside.reopenEndpoints', 'always');
    looks = [{ open: ['client of a', 'a', 'b'] }];
    await begin().ready;
    await settled();
    assert.deepEqual(opened, ['a', 'b', 'client of a']);
  });

  it('are left to the user if a command may have opened them under a revoked permission', async () => {
    settings.set('portside.reopenEndpoints', 'always');
    held = ['b', 'c'];
    looks = [{ open: ['a', 'b', 'c'] }];
    await begin().ready;
    const question = await questions.question('b and c were open in your last session.');
    assert.deepEqual(opened, ['a']);
    question.answer('Reopen');
    await settled();
    assert.deepEqual(opened, ['a', 'b', 'c']);
  });

  it('are always reopened from now on if the user says so', async () => {
    looks = [{ open: ['a'] }];
    await begin().ready;
    (await questions.question('a was open in your last session')).answer('Always');
    await settled();
    assert.deepEqual(opened, ['a']);
    looks = [{ open: ['b'] }];
    await begin().ready;
    await settled();
    assert.deepEqual(opened, ['a', 'b']);
  });

  it('are not asked about if they start automatically, but still count as open', async () => {
    looks = [{ open: ['a', 'auto'] }];
    const { ready, wasOpen } = bound(begin(({ name }) => name === 'auto'));
    await ready;
    await questions.question('a was open in your last session');
    assert.ok(wasOpen('auto'));
  });

  it('are not opened twice, or after they were removed', async () => {
    looks = [{ open: ['a', 'b', 'c'] }];
    const { ready, wasOpen } = bound(begin());
    await ready;
    endpoints.change({ ...endpoints.find('a'), state: 'closed' });
    assert.ok(wasOpen('a'), 'it was listed as closed');
    endpoints.change({ ...endpoints.find('a'), state: 'opening' });
    assert.ok(!wasOpen('a'));
    endpoints.list(endpoints.find('a'), endpoints.find('c'));
    (await questions.question('were open in your last session')).answer('Reopen');
    await settled();
    assert.deepEqual(opened, ['c']);
  });

  it('that this version can’t use are left alone, and logged', async () => {
    await begin().ready;
    assert.deepEqual(
      parsed.map(config => config?.kind),
      ['udp', undefined],
    );
    assert.match(watched.lines.join(), /warn endpointSkipped/);
  });

  it('whose window is still closing are looked up again', async () => {
    looks = [{ open: ['a'], held: 1 }, { open: ['b'], held: 0 }, { open: ['never'] }];
    const { ready } = begin();
    await settled();
    assert.deepEqual(
      endpoints.all.map(({ id }) => id),
      ['a'],
    );
    mock.timers.tick(500);
    await ready;
    assert.deepEqual(
      endpoints.all.map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('can be awaited until they are listed or no more are expected', async () => {
    looks = [{ open: ['a'], held: 1 }, {}];
    const one = begin();
    await one.whenListed('a');
    assert.ok(endpoints.has('a'));
    await one.whenListed('a');
    let isSettled = false;
    const none = one.whenListed('none').then(() => {
      isSettled = true;
    });
    await settled();
    assert.ok(!isSettled, 'it may still come');
    mock.timers.tick(500);
    await none;
  });

  it('are no longer looked up when the window closes, which is not a failure', async () => {
    looks = [{ held: 1 }, { open: ['late'] }];
    const one = begin();
    await settled();
    one.dispose();
    await one.ready;
    assert.deepEqual(endpoints.all, []);
    assert.doesNotMatch(watched.lines.join(), /endpointsNotRestored/);
  });

  it('that can’t be looked up are logged', async () => {
    Object.assign(endpoints, { restore: async () => Promise.reject(new Error('no engine')) });
    await begin().ready;
    assert.match(watched.lines.join(), /error endpointsNotRestored/);
  });

  function bound(one: RestoredEndpoints) {
    return {
      ready: one.ready,
      wasOpen: (id: string) => one.wasOpen(id),
      whenListed: (id: string) => one.whenListed(id),
    };
  }
});
