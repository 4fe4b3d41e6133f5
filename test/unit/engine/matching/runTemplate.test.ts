import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { TemplateCondition } from '../../../../src/core/rules/templateCondition.ts';
import { patternThread } from '../../../../src/engine/matching/patternThread.ts';
import { runTemplate } from '../../../../src/engine/matching/runTemplate.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';

const options = { owner: {}, signal: new AbortController().signal };
const conditionOf = (template: string, match: 'whole' | 'contains' = 'contains') =>
  new TemplateCondition({ template, match, encoding: 'utf8', names: ['seen'] });

describe('the place where a template is compared', () => {
  beforeEach(() => {
    mock.method(turnBudget, 'takeWhenPossible', () => undefined);
  });
  afterEach(() => mock.restoreAll());

  it('is here for short messages', () => {
    const found = runTemplate(conditionOf('<{{?x}}>').bound(new Map()), Buffer.from('a <b>'), options);
    assert.ok(found && !(found instanceof Promise));
    assert.deepEqual(Object.keys(found.named), ['x']);
  });

  it('is the pattern thread for long ones, with the same result, and values that were captured before', async () => {
    const long = Buffer.from(`${'a'.repeat(300_000)}<ann 258>`);
    const bound = conditionOf('<{{seen}} {{?n:int}}>').bound(new Map([['seen', Buffer.from('ann')]]));
    const run = mock.method(patternThread, 'run');
    const found = await runTemplate(bound, long, options);
    assert.equal(run.mock.callCount(), 1);
    assert.deepEqual(found, bound.match(long));
    assert.equal(await runTemplate(bound, long.subarray(0, 299_999), options), undefined);
  });

  it('is the pattern thread for a short one that takes too many attempts', async () => {
    const run = mock.method(patternThread, 'run');
    const wrong = Buffer.from('<'.repeat(3000));
    const bound = conditionOf('<{{?:bytes(1000)}}{{$crc32:u32be}}').bound(new Map());
    const found = await runTemplate(bound, wrong, options);
    assert.deepEqual([found, run.mock.callCount()], [undefined, 1]);
  });
});
