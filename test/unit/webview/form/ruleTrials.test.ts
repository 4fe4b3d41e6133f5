import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { PanelTrial } from '../../../../src/protocol/panelCalls.ts';
import { RuleTrials } from '../../../../webview/form/ruleTrials.ts';

describe('trials of rules', () => {
  const draft: EndpointConfig = {
    kind: 'udp',
    address: ':0',
    framing: 'slip',
    reply: [{ when: { text: 'a' }, send: 'b' }],
  };

  /** Answers by hand, in any order. */
  function trials() {
    const asked: {
      config: EndpointConfig;
      sample: string;
      answer(trial: PanelTrial): void;
      refuse(error?: Error): void;
    }[] = [];
    const tried = new RuleTrials(
      (config, message) =>
        new Promise((answer, reject) => {
          asked.push({
            config,
            sample: String(Buffer.from(message)),
            answer,
            refuse: (error = new Error('No.')) => reject(error),
          });
        }),
      () => undefined,
    );
    return { tried, asked };
  }
  const settled = () => new Promise(resolve => setImmediate(resolve));

  it('ask with what the kind has, escapes read', async () => {
    const { tried, asked } = trials();
    tried.try({ text: 'a\\n' }, draft);
    assert.equal(asked[0]?.sample, 'a\n');
    assert.ok(asked[0] && !('framing' in asked[0].config));
    asked[0].answer({ frames: ['b'], rule: 0 });
    await settled();
    assert.deepEqual(tried.current, {
      sample: { text: 'a\\n' },
      outcome: { frames: ['b'], rule: 0 },
      problem: undefined,
    });
  });

  it('forget an answer that comes after another sample was typed', async () => {
    const { tried, asked } = trials();
    tried.try({ text: 'a' }, draft);
    tried.try({ text: 'ab' }, draft);
    asked[1]?.answer({ frames: [], rule: 1 });
    await settled();
    asked[0]?.answer({ frames: [], rule: 0 });
    await settled();
    assert.equal(tried.current.outcome?.rule, 1);
  });

  it('keep the outcome when a newer trial of the same sample replaces one', async () => {
    const { tried, asked } = trials();
    const sample = { text: 'a' };
    tried.try(sample, draft);
    tried.try(sample, { ...draft, address: ':1' });
    asked[0]?.refuse(new SocketError('CANCELLED'));
    await settled();
    assert.deepEqual([tried.current.outcome, tried.current.problem], [undefined, undefined]);
    asked[1]?.answer({ frames: [], rule: 1 });
    await settled();
    assert.equal(tried.current.outcome?.rule, 1);
  });

  it('read a sample for rules with bytes in hex as hex, and write the replies so', async () => {
    const { tried, asked } = trials();
    const hexDraft: EndpointConfig = { ...draft, reply: [{ when: { hex: 'aa 55' }, send: { hex: '55 aa' } }] };
    tried.try({ text: '41 0a' }, hexDraft);
    assert.equal(asked[0]?.sample, 'A\n');
    asked[0]?.answer({ frames: ['U\\xaa'], rule: 0 });
    await settled();
    assert.deepEqual(tried.current.outcome?.frames, ['55 aa']);
    tried.try({ text: 'A', notation: 'text' }, hexDraft);
    assert.equal(asked[1]?.sample, 'A');
    tried.try({ text: '4g' }, hexDraft);
    await settled();
    assert.match(tried.current.problem ?? '', /hex/);
  });

  it('say why there is no outcome, and ask nothing without a sample or rules', async () => {
    const { tried, asked } = trials();
    tried.try({ text: 'a' }, draft);
    asked[0]?.refuse();
    await settled();
    assert.equal(tried.current.problem, 'No.');
    tried.try({ text: '\\q' }, draft);
    await settled();
    assert.match(tried.current.problem ?? '', /\\q/);
    tried.try({ text: '' }, draft);
    tried.try({ text: 'a' }, { kind: 'udp', address: ':0', reply: 'echo' });
    await settled();
    assert.equal(asked.length, 1);
    assert.equal(tried.current.outcome, undefined);
  });
});
