import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { isSame, valueAt, withField, withValue } from '../../../../webview/form/configDraft.ts';

const server: EndpointConfig = { kind: 'tcp-server', address: ':0' };

describe('an edited config', () => {
  it('has its values by path, or undefined', () => {
    const config = { ...server, options: { ttl: 3 } };
    assert.equal(valueAt(config, ['options', 'ttl']), 3);
    assert.equal(valueAt(config, ['options', 'noDelay']), undefined);
    assert.equal(valueAt(server, ['options', 'ttl']), undefined);
  });

  it('gets a value, and missing parent objects', () => {
    assert.deepEqual(withValue(server, ['name'], 'a'), { ...server, name: 'a' });
    assert.deepEqual(withValue(server, ['options', 'ttl'], 3), { ...server, options: { ttl: 3 } });
  });

  it('loses an undefined value, and a parent object that is then empty', () => {
    const config: EndpointConfig = { ...server, options: { ttl: 3, noDelay: false } };
    const without = withValue(config, ['options', 'ttl'], undefined);
    assert.deepEqual(without, { ...server, options: { noDelay: false } });
    assert.deepEqual(withValue(without, ['options', 'noDelay'], undefined), server);
    assert.deepEqual(withValue(server, ['options', 'ttl'], undefined), server);
  });

  it('keeps an empty array or object as a value', () => {
    assert.deepEqual(withValue(server, ['reply'], []), { ...server, reply: [] });
  });

  it('keeps the order of its keys', () => {
    const config: EndpointConfig = { kind: 'tcp-server', name: 'a', address: ':0' };
    assert.deepEqual(Object.keys(withValue(config, ['name'], 'b')), ['kind', 'name', 'address']);
    assert.deepEqual(Object.keys(withValue(config, ['greeting'], 'b')), ['kind', 'name', 'address', 'greeting']);
  });

  it('is a new object: the previous one is unchanged', () => {
    const config: EndpointConfig = { ...server, options: { ttl: 3 } };
    withValue(config, ['options', 'ttl'], 4);
    withValue(config, ['options', 'ttl'], undefined);
    assert.deepEqual(config, { ...server, options: { ttl: 3 } });
  });

  it('contains what was set, and is restored when that is removed', () => {
    const path = fc.array(fc.stringMatching(/^[a-c]$/), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(path, fc.integer(), (keys, value) => {
        const filled = withValue(server, keys, value);
        assert.equal(valueAt(filled, keys), value);
        assert.deepEqual(withValue(filled, keys, undefined), server);
      }),
    );
  });
});

describe('a delay before reconnecting', () => {
  const reconnecting = (minMs: number | undefined, before: EndpointConfig['reconnect']) =>
    withField({ ...server, ...(before && { reconnect: before }) }, ['reconnect', 'minMs'], minMs).reconnect;

  it('raises the maximum delay along with it, which can still be changed', () => {
    assert.deepEqual(reconnecting(250, undefined), { minMs: 250, maxMs: 5000 });
    assert.deepEqual(reconnecting(6000, undefined), { minMs: 6000, maxMs: 6000 });
    assert.deepEqual(reconnecting(250, { minMs: 1, maxMs: 9 }), { minMs: 250, maxMs: 9 });
  });

  it('removes it again, unless it was chosen', () => {
    assert.equal(reconnecting(undefined, { minMs: 1, maxMs: 5000 }), undefined);
    assert.deepEqual(reconnecting(undefined, { minMs: 1, maxMs: 9 }), { maxMs: 9 });
  });

  it('is the only field that changes another', () => {
    assert.deepEqual(withField(server, ['reconnect', 'attempts'], 3).reconnect, { attempts: 3 });
  });
});

describe('two configs', () => {
  it('are equal whatever the order of their keys', () => {
    const one = { kind: 'tcp-server', options: { ttl: 3, noDelay: true } };
    assert.ok(isSame(one, { options: { noDelay: true, ttl: 3 }, kind: 'tcp-server' }));
    assert.ok(!isSame(one, { kind: 'tcp-server', options: { ttl: 3 } }));
    assert.ok(!isSame(one, undefined));
  });

  it('differ by the order of rules, and by an array that looks like an object', () => {
    assert.ok(!isSame({ reply: [1, 2] }, { reply: [2, 1] }));
    assert.ok(!isSame({ a: [] }, { a: null }));
    assert.ok(!isSame({ a: ['x'] }, { a: { 0: 'x' } }));
  });
});
