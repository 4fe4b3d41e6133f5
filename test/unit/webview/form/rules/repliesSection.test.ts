import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../../src/core/endpointConfig.ts';
import { FormDraft } from '../../../../../webview/form/formDraft.ts';
import type { FormProblem } from '../../../../../webview/form/formProblems.ts';
import { repliesSection } from '../../../../../webview/form/rules/repliesSection.ts';
import { RuleTrials } from '../../../../../webview/form/rules/ruleTrials.ts';
import { keptState } from '../../../../../webview/hostCalls.ts';
import { beginPage, hostDoes } from '../../../../support/panelHost.ts';
import { elements, fire, press, textOf } from '../../../../support/templates.ts';

describe('a form’s rules, with the sample to try them on', () => {
  const config: EndpointConfig = { kind: 'tcp-server', address: ':1', reply: [{ when: { text: 'a' }, send: 'b' }] };
  let draft: FormDraft;
  let tried: EndpointConfig[];
  let trials: RuleTrials;
  let focused: string[];
  const section = (problems: readonly FormProblem[] = []) =>
    repliesSection({
      ...{ draft, trials, problems, examples: {}, problemAt: () => undefined, focus: id => focused.push(id) },
    });
  const sampleOf = (drawn: unknown) => elements(drawn).find(({ attributes }) => attributes.id === 'rule-sample');

  beforeEach(async () => {
    await beginPage();
    hostDoes.keep = async () => undefined;
    draft = new FormDraft(config, undefined, () => undefined);
    tried = [];
    focused = [];
    trials = new RuleTrials(
      async trial => {
        tried.push(trial);
        return [];
      },
      () => undefined,
    );
  });

  it('tries the current rules when the sample is typed, and stores it', () => {
    const sample = sampleOf(section());
    assert.ok(sample);
    draft.change({ ...config, reply: [{ when: { text: 'new' }, send: 'b' }] });
    fire(sample, 'input', { target: { value: 'a' } });
    assert.deepEqual(tried, [draft.config]);
    assert.deepEqual(keptState().formPlace?.sample, 'a');
  });

  it('keeps the messages that are entered, and starts over', () => {
    trials.try({ sample: { text: 'a' } }, draft.config);
    fire(sampleOf(section()) ?? assert.fail(), 'keydown', { key: 'Enter', isComposing: false });
    assert.deepEqual(keptState().formPlace?.dialogue, [{ text: 'a', notation: 'text' }]);
    press(section(), 'Start Over');
    assert.deepEqual([keptState().formPlace?.dialogue, focused], [[], ['rule-sample']]);
  });

  it('has no sample without rules', () => {
    draft = new FormDraft({ ...config, reply: 'echo' }, undefined, () => undefined);
    assert.equal(sampleOf(section()), undefined);
  });

  it('tries nothing while a problem concerns replies', () => {
    const problem = (path: string) => [{ path, message: 'No.' }] as unknown as FormProblem[];
    const hint = 'Fix the problems above';
    assert.ok(textOf(section(problem('reply.0.send'))).includes(hint));
    assert.ok(!textOf(section(problem('address'))).includes(hint));
  });
});
