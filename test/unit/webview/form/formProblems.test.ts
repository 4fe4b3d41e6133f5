import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointKind } from '../../../../src/core/endpointConfig.ts';
import { formProblems } from '../../../../webview/form/formProblems.ts';

describe('a form’s problems', () => {
  const place = (path: string, kind: EndpointKind = 'tcp-client') => {
    const [found] = formProblems([{ path, message: 'wrong' }], {}, { kind, address: ':0' });
    return found?.place && [found.place.label, found.place.id];
  };

  it('lead to the field with the key', () => {
    assert.deepEqual(place('address'), ['Connect to', 'field-address']);
    assert.deepEqual(place('greeting.hex'), ['Greeting', 'field-greeting']);
    assert.deepEqual(place('options.localPort'), ['Local port', 'field-options-localPort']);
    assert.deepEqual(place('framing.lengthPrefix.offset'), ['Framing', 'field-framing-lengthPrefix-offset']);
    assert.deepEqual(place('framing'), ['Framing', 'field-framing']);
    assert.deepEqual(place('framing.out.end'), ['Framing for sending', 'field-framing-out-end']);
  });

  it('lead to the first field of a group', () => {
    assert.deepEqual(place('reconnect'), ['Delay before reconnecting', 'field-reconnect-minMs']);
  });

  it('lead to the part of a rule, counted from 1', () => {
    assert.deepEqual(place('reply.1.when.regex'), ['Rule 2 condition', 'rule-1-when']);
    assert.deepEqual(place('reply.1.send.hex'), ['Rule 2 reply', 'rule-1-send-0']);
    assert.deepEqual(place('reply.0.delayMs'), ['Rule 1 delay', 'rule-0-delay']);
    assert.deepEqual(place('reply.0'), ['Rule 1 condition', 'rule-0-when']);
    assert.deepEqual(place('reply'), ['Replies', 'field-reply']);
  });

  it('lead nowhere if the form has no field: unknown keys, and those of other kinds', () => {
    assert.equal(place('mine'), undefined);
    assert.equal(place('options.ttl'), undefined);
    assert.equal(place('', 'udp'), undefined);
  });

  it('start with unreadable input, and are listed once each', () => {
    const unreadable = { greeting: { problem: 'no escape', typed: '\\q' } };
    const problems = [
      { path: 'name', message: 'too long' },
      { path: 'greeting', message: 'no greeting' },
    ];
    assert.deepEqual(
      formProblems(problems, unreadable, { kind: 'tcp-server', address: ':0' }).map(({ message }) => message),
      ['no escape', 'too long'],
    );
  });
});
