import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../../src/core/endpointConfig.ts';
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
      sample: string;
      answer(trial: PanelTrial): void;
      refuse(error?: Error): void;
    }[] = [];
    const tried = new RuleTrials(
      (config, message) =>
        new Promise((answer, reject) => {
          requested.push({
            config,
            sample: String(Buffer.from(message)),
            answer,
            refuse: (error = new Error('No.')) => reject(error),
          });
        }),
      () => undefined,
    );
    return { tried, requested };
  }
  const settled = () => new Promise(resolve => setImmediate(resolve));

  it('send what the kind has, with escapes parsed', async () => {
    const { tried, requested } = trials();
    tried.try({ text: 'a\\n' }, draft);
    assert.equal(requested[0]?.sample, 'a\n');
    assert.ok(requested[0] && !('framing' in requested[0].config));
    requested[0].answer({ frames: ['b'], rule: 0 });
    await settled();
    assert.deepEqual(tried.current, {
      sample: { text: 'a\\n' },
      outcome: { frames: ['b'], rule: 0 },
      problem: undefined,
    });
  });

  it('ignore an answer that arrives after another sample was typed', async () => {
    const { tried, requested } = trials();
    tried.try({ text: 'a' }, draft);
    tried.try({ text: 'ab' }, draft);
    requested[1]?.answer({ frames: [], rule: 1 });
    await settled();
    requested[0]?.answer({ frames: [], rule: 0 });
    await settled();
    assert.equal(tried.current.outcome?.rule, 1);
  });

  it('keep the outcome when a newer trial of the same sample replaces one', async () => {
    const { tried, requested } = trials();
    const sample = { text: 'a' };
    tried.try(sample, draft);
    tried.try(sample, { ...draft, address: ':1' });
    requested[0]?.refuse(new SocketError('CANCELLED'));
    await settled();
    assert.deepEqual([tried.current.outcome, tried.current.problem], [undefined, undefined]);
    requested[1]?.answer({ frames: [], rule: 1 });
    await settled();
    assert.equal(tried.current.outcome?.rule, 1);
  });

  it('parse a sample for rules with hex bytes as hex, and show the replies in hex', async () => {
    const { tried, requested } = trials();
    const hexDraft: EndpointConfig = { ...draft, reply: [{ when: { hex: 'aa 55' }, send: { hex: '55 aa' } }] };
    tried.try({ text: '41 0a' }, hexDraft);
    assert.equal(requested[0]?.sample, 'A\n');
    requested[0]?.answer({ frames: ['U\\xaa'], rule: 0 });
    await settled();
    assert.deepEqual(tried.current.outcome?.frames, ['55 aa']);
    tried.try({ text: 'A', notation: 'text' }, hexDraft);
    assert.equal(requested[1]?.sample, 'A');
    tried.try({ text: '4g' }, hexDraft);
    await settled();
    assert.match(tried.current.problem ?? '', /hex/);
  });

  it('report why there is no outcome, and send nothing without a sample or rules', async () => {
    const { tried, requested } = trials();
    tried.try({ text: 'a' }, draft);
    requested[0]?.refuse();
    await settled();
    assert.equal(tried.current.problem, 'No.');
    tried.try({ text: '\\q' }, draft);
    await settled();
    assert.match(tried.current.problem ?? '', /\\q/);
    tried.try({ text: '' }, draft);
    tried.try({ text: 'a' }, { kind: 'udp', address: ':0', reply: 'echo' });
    await settled();
    assert.equal(requested.length, 1);
    assert.equal(tried.current.outcome, undefined);
  });
});
