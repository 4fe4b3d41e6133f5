import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { PageCall } from '../../../../src/client/page/pageInput.ts';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { Panel } from '../../../../src/host/panel/panel.ts';
import { Dice } from '../../../soak/dice.ts';
import type { FakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { type FakePanel, webviews } from '../../../support/fakeVscode/webviews.ts';
import { hostEndpoints } from '../../../support/hostEndpoints.ts';
import { hostileValue, spoiled } from '../../../support/hostileValues.ts';
import { pageCallSamples } from '../../../support/pageCallSamples.ts';
import { type ShownPanels, showPanels } from '../../../support/panelParts.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const names = Object.keys(pageCallSamples) as PageCall[];
/** Calls that run commands, which aren't registered here. */
const runsCommand: ReadonlySet<PageCall> = new Set<PageCall>([
  ...(['exportTranscript', 'editDraftAsJson', 'run', 'runOnPeer', 'sendVideo', 'showVideo'] as const),
  ...(['snapshotVideo', 'openVideo'] as const),
]);

/** The real panel and engine. Each call must be answered, and nothing may throw uncaught. */
describe('a hostile page', () => {
  freshVscode();
  const dice = new Dice(Number(process.env.SEED ?? 1));
  const uncaught: unknown[] = [];
  const catchRejection = (reason: unknown) => void uncaught.push(reason);
  let endpoints: Endpoints;
  let shown: ShownPanels;
  let tab: FakePanel;
  let answers: Map<string, PromiseWithResolvers<unknown>>;
  let dismissing: { dispose(): void };

  afterEach(async () => {
    dismissing.dispose();
    shown.dispose();
    await endpoints.dispose();
    assert.deepEqual(uncaught.splice(0), []);
    assert.equal(({} as { isHostile?: boolean }).isHostile, undefined);
  });

  // Removed after the engine has ended.
  const folder = temporaryFolder();

  before(() => void process.on('unhandledRejection', catchRejection));
  after(() => void process.off('unhandledRejection', catchRejection));

  beforeEach(async () => {
    answers = new Map();
    endpoints = await hostEndpoints(folder.path);
    const { id } = await endpoints.open({ kind: 'tcp-server', address: ':0', name: 'mine' }, { isKept: true });
    shown = showPanels(endpoints as FakeEndpoints);
    const nothing = () => undefined;
    const post = (_id: number, message: unknown) => {
      const { t, i, e } = message as { t: string; i: string; e?: unknown };
      if (t === 's') answers.get(i)?.resolve(e);
    };
    webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post });
    new Panel(endpoints.find(id), shown.parts);
    tab = webviews.all[0] ?? assert.fail('there is no tab');
    dismissing = questions.watch(() => {
      for (const one of questions.open) one.dismiss();
    });
  });

  /** Sends a call. Resolves with its error, if any. */
  function call(m: string, a: unknown): Promise<unknown> {
    const i = `call ${answers.size}`;
    const answer = Promise.withResolvers<unknown>();
    answers.set(i, answer);
    tab.receive({ t: 'q', i, m, a });
    return answer.promise;
  }

  function randomCall(): Promise<unknown> {
    const name = dice.pick(names) ?? 'start';
    const args = pageCallSamples[name];
    if (name === 'closePanel' || dice.oneIn(3)) return call(name, name === 'closePanel' ? [1] : args);
    const wrong = spoiled(args, dice);
    return call(name, Array.isArray(wrong) ? wrong : [wrong]);
  }

  function sendNonsense(): void {
    const e = { portsideError: 'TextError', code: hostileValue(dice), message: hostileValue(dice) };
    const phrase = { template: hostileValue(dice), args: hostileValue(dice) };
    tab.receive({ t: 's', i: 'call', e: dice.oneIn(2) ? hostileValue(dice) : { ...e, phrase } });
    tab.receive(hostileValue(dice));
    tab.receive({ t: 'q', m: hostileValue(dice), a: hostileValue(dice) });
  }

  it('is answered whatever it asks, in any order, and whatever it answers', async () => {
    const all: Promise<unknown>[] = [];
    for (let at = 0; at < 2000; at++) {
      all.push(randomCall());
      if (dice.oneIn(5)) sendNonsense();
      if (dice.oneIn(10)) await setImmediate();
    }
    await Promise.all(all);
  });

  it('is answered however much it asks at once', async () => {
    const all: Promise<unknown>[] = [];
    for (const name of ['openView', 'entryBytes', 'keep', 'sendDropped', 'startRepeat', 'videos', 'copy'] as const)
      for (let at = 0; at < 1500; at++) all.push(call(name, pageCallSamples[name]));
    const errors = await Promise.all(all);
    assert.ok(errors.some(error => (error as Error | undefined)?.message.includes('too many calls')));
    assert.equal(await call('transfers', []), undefined);
  });

  it('gets a sentence from each call about an endpoint that was removed, and none of them fails unexpectedly', async () => {
    assert.equal(await call('start', []), undefined);
    for (const { id } of endpoints.all) await endpoints.remove(id);
    const withoutCommands = names.filter(name => !runsCommand.has(name) && name !== 'closePanel');
    const failures = await Promise.all(withoutCommands.map(name => call(name, pageCallSamples[name])));
    const messages = failures.map(failure => (failure as Error | undefined)?.message ?? '');
    assert.ok(messages.filter(message => message !== '').length > 20, 'most of them failed');
    for (const [at, message] of messages.entries())
      assert.doesNotMatch(message, /^[A-Z]+_[A-Z_]+/, withoutCommands[at]);
    const unexpected = shown.lines.map(line => /callFailed of=host call=(\w+)/.exec(line)?.[1]);
    // The page names files that it never opened.
    assert.deepEqual(
      unexpected.filter(name => name !== undefined && !['spool', 'record', 'endRecording'].includes(name)),
      [],
    );
  });

  it('may continue asking after it was hidden and closed', async () => {
    for (let at = 0; at < 100; at++) void randomCall();
    tab.hide();
    for (let at = 0; at < 100; at++) void randomCall();
    tab.reveal();
    assert.equal(await call('start', []), undefined);
    for (let at = 0; at < 100; at++) void randomCall();
    tab.dispose();
    for (let at = 0; at < 100; at++) void randomCall();
    sendNonsense();
    await endpoints.now();
  });
});
