import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { PageQuestions } from '../../../../src/client/page/pageQuestions.ts';

describe('questions caused by a page', () => {
  let nowMs: number;
  let page: PageQuestions;
  const open = { code: 'QUESTION_OPEN' };
  const pausing = { code: 'QUESTIONS_DISMISSED' };

  beforeEach(() => {
    nowMs = 0;
    page = new PageQuestions(() => nowMs);
  });

  const dismiss = () =>
    assert.rejects(
      page.ask({}, () => Promise.reject(new Dismissed())),
      Dismissed,
    );
  const answer = async () => assert.equal(await page.ask({}, async () => 'yes'), 'yes');

  it('are asked one at a time, whatever the outcome', async () => {
    for (const settle of ['resolve', 'reject'] as const) {
      const question = Promise.withResolvers<string>();
      const first = page.ask({}, () => question.promise);
      await assert.rejects(
        page.ask({}, async () => assert.fail('it was asked')),
        open,
      );
      question[settle]('value');
      await first.catch(() => undefined);
      await answer();
    }
  });

  it('may concern an item of a list that stays open', async () => {
    const list = Promise.withResolvers<string>();
    const call = {};
    const first = page.ask(call, () => list.promise);
    assert.equal(await page.ask(call, async () => 'name'), 'name');
    await assert.rejects(
      page.ask({}, async () => 'other'),
      open,
    );
    list.resolve('item');
    assert.equal(await first, 'item');
  });

  it('pause for ten seconds after three dismissals, and after each further one', async () => {
    for (let at = 0; at < 3; at++) await dismiss();
    for (nowMs of [0, 9999]) await assert.rejects(answer(), pausing);
    nowMs = 10_000;
    await dismiss();
    nowMs = 19_999;
    await assert.rejects(answer(), pausing);
    nowMs = 20_000;
    await answer();
  });

  it('also count a dismissed dialog or file picker', async () => {
    await page.ask({}, async () => false);
    await page.ask({}, async () => undefined);
    await dismiss();
    await assert.rejects(answer(), pausing);
  });

  it('don’t pause if one is answered in between, or a minute passes', async () => {
    for (let at = 0; at < 4; at++) {
      await dismiss();
      await dismiss();
      await answer();
    }
    await dismiss();
    await dismiss();
    nowMs = 60_000;
    await dismiss();
    await answer();
  });

  it('don’t count an error as a dismissal', async () => {
    for (let at = 0; at < 3; at++)
      await assert.rejects(
        page.ask({}, () => Promise.reject(new RangeError('no'))),
        RangeError,
      );
    await answer();
  });
});

describe('notices caused by a page', () => {
  it('are limited to three at a time, however they close', async () => {
    const page = new PageQuestions();
    const shown: PromiseWithResolvers<void>[] = [];
    const notify = () =>
      page.notify(() => {
        const notice = Promise.withResolvers<void>();
        shown.push(notice);
        return notice.promise;
      });
    assert.deepEqual([notify(), notify(), notify(), notify()], [true, true, true, false]);
    assert.equal(shown.length, 3);
    shown[0]?.resolve();
    shown[1]?.reject(new Error('the window is closing'));
    await setImmediate();
    assert.deepEqual([notify(), notify(), notify()], [true, true, false]);
    // Notices don't block questions.
    assert.equal(await page.ask({}, async () => 'yes'), 'yes');
  });
});
