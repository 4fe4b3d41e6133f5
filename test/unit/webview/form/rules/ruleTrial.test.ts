import assert from 'node:assert/strict';
import type { PanelTrial } from '../../../../../src/protocol/panelCalls.ts';
import { concernsReplies, ruleTrial, type Trial } from '../../../../../webview/form/rules/ruleTrial.ts';
import { elements, fire } from '../../../../support/templates.ts';

describe('a rule trial', () => {
  const outcome = (given: Partial<PanelTrial>) => ({ frames: [], ...given }) as PanelTrial;
  const actions = { type: () => undefined, write: () => undefined };
  const sample = { text: 'ping' };
  const said = (trial: Partial<Trial>, canTry = true) => {
    const shown = elements(
      ruleTrial({ sample, outcome: undefined, problem: undefined, ...trial }, 'text', canTry, actions),
    ).find(({ attributes }) => attributes.id === 'rule-outcome');
    return [shown?.text, shown?.attributes.class];
  };

  it('shows which rule replies, counted from 1, and with what', () => {
    assert.deepEqual(said({ outcome: outcome({ rule: 0, frames: ['pong', 'bye'] }) }), [
      'Rule 1 replies: pong bye',
      'form-help',
    ]);
    assert.deepEqual(said({ outcome: outcome({}) }), ['No rule matches.', 'form-help']);
  });

  it('explains that bytes match the whole message if the sample has another length', () => {
    const lengthMismatch = { rule: 0, patternBytes: 3, messageBytes: 12 };
    assert.deepEqual(said({ outcome: outcome({ lengthMismatch }) }), [
      'No rule matches. Rule 1 only matches messages of exactly 3 bytes; the sample has 12 bytes.',
      'form-help',
    ]);
  });

  it('shows why the reply can’t be sent, or the sample can’t be read', () => {
    assert.deepEqual(said({ outcome: outcome({ rule: 1, problem: 'too long' }) }), [
      'Rule 2 matches, but its reply can’t be sent: too long',
      'form-problem',
    ]);
    assert.deepEqual(said({ problem: 'No escape.', outcome: outcome({ rule: 1 }) }), ['No escape.', 'form-problem']);
  });

  it('shows only that it can’t run while something else is invalid', () => {
    const calls = ['Fix the problems above to test the rules.', 'form-help'];
    assert.deepEqual(said({ outcome: outcome({ rule: 0, frames: ['pong'] }) }, false), calls);
    assert.deepEqual(said({ problem: 'rule 1: unknown placeholder' }, false), calls);
  });

  it('depends on everything that determines a reply', () => {
    for (const path of ['reply.0.send', 'encoding', 'framing.fixed']) assert.ok(concernsReplies(path), path);
    for (const path of ['address', 'options.ttl', 'greeting']) assert.ok(!concernsReplies(path), path);
  });

  it('shows nothing before the outcome is known, and explains samples while there is none', () => {
    assert.deepEqual(said({}), ['', 'form-help']);
    assert.match(String(said({ sample: { text: '' } })[0]), /^Escapes: /);
  });

  it('uses the typed sample in the selected notation', () => {
    const done: string[] = [];
    const shown = { sample: { text: '' }, outcome: undefined, problem: undefined };
    const trial = ruleTrial(shown, 'hex', true, {
      type: text => done.push(`typed ${text}`),
      write: notation => done.push(`wrote ${notation}`),
    });
    const at = (id: string) => elements(trial).find(({ attributes }) => attributes.id === id) ?? assert.fail(id);
    assert.match(String(at('rule-sample').attributes.placeholder), /01 02 ff/);
    fire(at('rule-sample'), 'input', { target: { value: '01' } });
    fire(at('rule-sample-notation'), 'change', { target: { value: 'text' } });
    assert.deepEqual(done, ['typed 01', 'wrote text']);
  });
});
