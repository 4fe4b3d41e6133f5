import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../../src/core/endpointConfig.ts';
import { maxTriedMessages } from '../../../../../src/core/limits.ts';
import { SocketError } from '../../../../../src/core/socketError.ts';
import type { PanelTrial } from '../../../../../src/protocol/panelCalls.ts';
import { RuleTrials } from '../../../../../webview/form/rules/ruleTrials.ts';

describe('rule trials', () => {
  const draft: EndpointConfig = {
    kind: 'udp',
    address: ':0',
    framing: 'slip',
    reply: [{ when: { text: 'a' }, send: 'b' }],
  };

  /** Answers on demand, in any order. */
  function trials() {
    const requested: {
      config: EndpointConfig;
      samples: string[];
      answer(...trials: PanelTrial[]): void;
      refuse(error?: Error): void;
    }[] = [];
    const tried = new RuleTrials(
      (config, messages) =>
        new Promise((answer, reject) => {
          requested.push({
            config,
            samples: messages.map(message => String(Buffer.from(message))),
            answer: (...trials) => answer(trials),
            refuse: (error = new Error('No.')) => reject(error),
          });
        }),
      () => undefined,
    );
    return { tried, requested };
  }
  const outcome = (rule: number, ...frames: string[]): PanelTrial => ({
    frames: [{ received: 'a', rule, frames, captured: {}, state: '' }],
  });
  const settled = () => new Promise(resolve => setImmediate(resolve));

  it('send what the kind has, with escapes parsed', async () => {
    const { tried, requested } = trials();
    tried.try({ sample: { text: 'a\\n' } }, draft);
    assert.deepEqual(requested[0]?.samples, ['a\n']);
    assert.ok(requested[0] && !('framing' in requested[0].config));
    requested[0].answer(outcome(0, 'b'));
    await settled();
    assert.deepEqual(tried.last, outcome(0, 'b'));
    assert.equal(tried.current.problem, undefined);
  });

  it('keep the messages of a dialogue, and send them with the one being typed', async () => {
    const { tried, requested } = trials();
    tried.try({ sample: { text: 'a' } }, draft);
    requested[0]?.answer(outcome(0, 'x'));
    await settled();
    tried.enter(draft);
    assert.deepEqual(tried.last, outcome(0, 'x'), 'before the answer');
    assert.deepEqual(requested[1]?.samples, ['a']);
    tried.try({ sample: { text: 'b' } }, draft);
    assert.deepEqual(requested[2]?.samples, ['a', 'b']);
    requested[2]?.answer(outcome(0, 'x'), outcome(1, 'y'));
    await settled();
    assert.deepEqual(tried.current.outcomes, [outcome(0, 'x'), outcome(1, 'y')]);
    assert.deepEqual(tried.last, outcome(1, 'y'));
    tried.try({ messages: [], sample: { text: '' } }, draft);
    assert.deepEqual([tried.current.outcomes, tried.last, requested.length], [[], undefined, 3]);
  });

  it('take empty messages, but none that can’t be read, and no more than can be tried', async () => {
    const { tried } = trials();
    tried.enter(draft);
    tried.try({ sample: { text: '\\q' } }, draft);
    tried.enter(draft);
    assert.deepEqual(tried.current.messages, [{ text: '', notation: 'text' }]);
    const messages = Array.from({ length: maxTriedMessages }, () => ({ text: 'a', notation: 'text' as const }));
    tried.try({ messages, sample: { text: 'b' } }, draft);
    tried.enter(draft);
    assert.equal(tried.current.messages.length, maxTriedMessages);
    await settled();
    assert.match(tried.current.problem ?? '', /at most 200 messages/);
  });

  it('ignore an answer that arrives after another message was typed', async () => {
    const { tried, requested } = trials();
    tried.try({ sample: { text: 'a' } }, draft);
    tried.try({ sample: { text: 'ab' } }, draft);
    requested[1]?.answer(outcome(1));
    await settled();
    requested[0]?.answer(outcome(0));
    await settled();
    assert.equal(tried.last?.frames[0]?.rule, 1);
  });

  it('keep the outcome when a newer trial of the same message replaces one', async () => {
    const { tried, requested } = trials();
    tried.try({ sample: { text: 'a' } }, draft);
    tried.try({}, { ...draft, address: ':1' });
    requested[0]?.refuse(new SocketError('CANCELLED'));
    await settled();
    assert.deepEqual([tried.last, tried.current.problem], [undefined, undefined]);
    requested[1]?.answer(outcome(1));
    await settled();
    assert.equal(tried.last?.frames[0]?.rule, 1);
  });

  it('parse a sample for rules with hex bytes as hex, and show the replies in hex', async () => {
    const { tried, requested } = trials();
    const hexDraft: EndpointConfig = { ...draft, reply: [{ when: { hex: 'aa 55' }, send: { hex: '55 aa' } }] };
    tried.try({ sample: { text: '41 0a' } }, hexDraft);
    assert.deepEqual(requested[0]?.samples, ['A\n']);
    requested[0]?.answer(outcome(0, 'U\\xaa'));
    await settled();
    assert.deepEqual(tried.last?.frames[0], { ...outcome(0, '55 aa').frames[0], received: '61' });
    tried.try({ sample: { text: 'A', notation: 'text' } }, hexDraft);
    assert.deepEqual(requested[1]?.samples, ['A']);
    tried.try({ sample: { text: '4g' } }, hexDraft);
    await settled();
    assert.match(tried.current.problem ?? '', /hex/);
  });

  it('report why there is no outcome, and send nothing without a message or rules', async () => {
    const { tried, requested } = trials();
    tried.try({ sample: { text: 'a' } }, draft);
    requested[0]?.refuse();
    await settled();
    assert.equal(tried.current.problem, 'No.');
    tried.try({ sample: { text: '\\q' } }, draft);
    await settled();
    assert.match(tried.current.problem ?? '', /\\q/);
    tried.try({ sample: { text: '' } }, draft);
    tried.try({ sample: { text: 'a' } }, { kind: 'udp', address: ':0', reply: 'echo' });
    await settled();
    assert.equal(requested.length, 1);
    assert.equal(tried.last, undefined);
  });
});
