import assert from 'node:assert/strict';
import type { EndpointConfig, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { isRulePartShown, isUnderMore, placeInRule, ruleOfControl } from '../../../../webview/form/rulePlaces.ts';
import { RuleForm } from '../../../support/ruleForm.ts';

describe('the places of a rule’s parts', () => {
  const rule: ReplyRule = {
    ...{ when: { text: 'a' }, send: ['b', 'c'], delayMs: 1, close: true, times: 1 },
    ...{ state: 'a', goTo: 'b', framing: { lengthPrefix: { bytes: 2, endian: 'big' } } },
  };
  const paths = ['when.text', 'send.0', 'send.1.hex', 'delayMs', 'close', 'raw', 'times', 'state', 'goTo', 'framing'];

  it('are controls that the form has', () => {
    const form = new RuleForm([rule]);
    for (const path of [...paths, 'framing.lengthPrefix.bytes']) {
      const { id } = placeInRule(0, path);
      assert.ok(form.find(id), `${path} at ${id}`);
      assert.equal(ruleOfControl(id), 0, id);
    }
    assert.equal(placeInRule(2, 'send').id, 'rule-2-send-0');
  });

  it('are under More if few need them', () => {
    const under = paths.filter(path => isUnderMore(placeInRule(12, path).id));
    assert.deepEqual(under, ['raw', 'times', 'state', 'goTo', 'framing']);
  });

  it('are shown as long as the rule has them', () => {
    const config = { kind: 'tcp-server', address: ':0', reply: [rule] } as EndpointConfig;
    const shown = (path: string) => isRulePartShown(path, config);
    assert.deepEqual(['reply.0.when.text', 'reply.0.send.1', 'reply.0.delayMs'].map(shown), [true, true, true]);
    assert.deepEqual(['reply.0.when.regex', 'reply.0.send.2', 'reply.1.delayMs'].map(shown), [false, false, false]);
    const framed = (framing: ReplyRule['framing']) =>
      isRulePartShown('reply.0.framing.delimiter', { ...config, reply: [{ ...rule, framing }] } as EndpointConfig);
    assert.deepEqual([framed({ delimiter: 'a' }), framed('slip'), framed(undefined)], [true, false, false]);
  });
});
