import assert from 'node:assert/strict';
import { changedFields, changeEffect, fieldEffect, optionEffect } from '../../../../src/core/config/configChange.ts';
import { configKeys } from '../../../../src/core/config/unknownKeys.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';

const server = (more: object = {}) => ({ kind: 'tcp-server', address: ':9000', ...more }) as EndpointConfig;
const client = (more: object = {}) => ({ kind: 'tcp-client', address: ':9000', ...more }) as EndpointConfig;
const udp = (more: object = {}) => ({ kind: 'udp', address: ':9000', ...more }) as EndpointConfig;

describe('a changed config', () => {
  it('takes effect like its most disruptive field', () => {
    const before = server({ reply: 'echo' });
    assert.equal(changeEffect(before, server({ reply: 'none', encoding: 'latin1', name: 'n' })), 'now');
    assert.equal(changeEffect(before, server({ reply: 'none', greeting: 'hi' })), 'nextConnection');
    assert.equal(changeEffect(before, server({ greeting: 'hi', address: ':9001' })), 'restart');
    assert.equal(changeEffect(before, { ...before, kind: 'tcp-client' }), 'restart');
  });

  it('has a documented effect for each field', () => {
    const at = (effect: string) => configKeys.filter(key => fieldEffect(key as keyof EndpointConfig) === effect);
    assert.deepEqual(at('restart'), ['kind', 'address', 'remote', 'connected', 'backlog', 'options']);
    assert.deepEqual(at('nextConnection'), [
      'greeting',
      'closeAfterGreeting',
      'connectTimeoutMs',
      'reconnect',
      'files',
    ]);
  });

  it('does nothing if it is reordered, or spells out defaults', () => {
    const rule = { when: { text: 'a' }, send: 'b' };
    assert.equal(
      changeEffect(
        server({ reply: [rule], name: 'n' }),
        server({ name: 'n', reply: [{ send: 'b', when: { text: 'a' } }] }),
      ),
      'none',
    );
    assert.equal(changeEffect(server(), server({ framing: { in: 'none', out: 'none' } })), 'none');
    assert.equal(changeEffect(server(), server({ version: 1, backlog: 4096, framing: 'none', reply: 'none' })), 'none');
    assert.equal(changeEffect(udp({ connected: false, options: { reuseAddress: false } }), udp()), 'none');
    assert.equal(changeEffect(server({ name: undefined }), server()), 'none');
  });

  it('detects items added to, removed from or moved in a list', () => {
    const [one, two] = [
      { when: { text: 'a' }, send: 'b' },
      { when: { text: 'c' }, send: 'd' },
    ];
    for (const reply of [[one], [two, one], [one, two, one], []])
      assert.deepEqual(changedFields(server({ reply: [one, two] }), server({ reply })), ['reply']);
  });

  it('continues if only keys differ that no endpoint has', () => {
    assert.equal(changeEffect(server({ mine: 1 }), server({ mine: { other: 2 } })), 'none');
    assert.deepEqual(changedFields(server({ mine: 1 }), server({ name: 'n' })), ['name']);
  });

  it('checks each of the kind’s own socket options', () => {
    assert.equal(optionEffect('noDelay'), 'now');
    assert.equal(changeEffect(server(), server({ options: { noDelay: false, keepAliveMs: 1000 } })), 'now');
    assert.equal(changeEffect(server(), server({ options: { noDelay: true } })), 'none');
    assert.equal(changeEffect(udp(), udp({ options: { broadcast: true, ttl: 4 } })), 'now');
    assert.equal(changeEffect(udp(), udp({ options: { broadcast: true, reuseAddress: true } })), 'restart');
    assert.equal(changeEffect(client(), client({ options: { localPort: 5000 } })), 'restart');
  });

  it('ignores socket options of other kinds', () => {
    assert.equal(changeEffect(server(), server({ options: { reuseAddress: true, localPort: 5 } })), 'none');
  });

  it('needs a new socket to remove a TTL', () => {
    assert.equal(changeEffect(udp({ options: { ttl: 4 } }), udp({ options: { ttl: 5 } })), 'now');
    assert.equal(changeEffect(udp({ options: { ttl: 4 } }), udp()), 'restart');
  });
});
