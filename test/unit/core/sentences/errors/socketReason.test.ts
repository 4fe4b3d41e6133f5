import assert from 'node:assert/strict';
import type { SystemErrorParams } from '../../../../../src/core/errorParams.ts';
import { phraseText } from '../../../../../src/core/phrase.ts';
import { noResponse, socketReason } from '../../../../../src/core/sentences/errors/socketReason.ts';

describe('the reason for a failure', () => {
  const reason = (code: string, params: SystemErrorParams = {}) => phraseText(socketReason({ code, params }));

  it('is the system’s message for an unknown code, or the code', () => {
    assert.equal(reason('EWEIRD', { detail: 'write EWEIRD' }), 'write EWEIRD');
    assert.equal(reason('EWEIRD'), 'EWEIRD');
    assert.equal(reason('EINVAL', { detail: 'bind EINVAL' }), 'bind EINVAL');
  });

  it('includes how long nothing answered', () => {
    assert.equal(phraseText(noResponse({ timeoutMs: 1500 })), 'no response within 1.5 s');
  });

  it('names the owner of the address, if known', () => {
    const by = (params: SystemErrorParams) => reason('EADDRINUSE', params);
    assert.equal(
      by({ endpoint: 'server', window: 'project' }),
      'address already in use by “server” in the window “project”',
    );
    for (const window of [{}, { window: '' }])
      assert.equal(by({ endpoint: 'server', ...window }), 'address already in use by “server” in this window');
    for (const endpoint of ['127.0.0.1:9000', '[::1]:9000'])
      assert.equal(by({ endpoint }), 'address already in use by another endpoint in this window');
    assert.equal(by({ operation: 'listen' }), 'address already in use');
    assert.match(by({ operation: 'bind' }), /Reuse address/);
    assert.match(by({ operation: 'connect' }), /options\.localPort/);
    assert.match(by({ kind: 'unix' }), /another server is listening at this path/);
    assert.match(by({ kind: 'unix', endpoint: 'server' }), /by “server” in this window/);
  });

  it('names the missing permission', () => {
    assert.match(reason('EACCES', { option: 'broadcast' }), /Turn on “Broadcast”/);
    for (const operation of ['listen', 'bind'] as const)
      assert.match(reason('EACCES', { operation }), /ports below 1024/);
    assert.equal(reason('EACCES', { operation: 'send' }), 'permission denied');
    assert.match(reason('EACCES', { kind: 'unix', operation: 'listen' }), /the folder does not exist/);
    assert.match(reason('EACCES', { kind: 'unix', operation: 'connect' }), /write access to the socket’s file/);
  });

  it('distinguishes an address that this machine doesn’t have from one that a client can’t use', () => {
    assert.match(reason('EADDRNOTAVAIL', { operation: 'connect' }), /options\.localAddress/);
    assert.match(reason('EADDRNOTAVAIL', { operation: 'listen' }), /use 0\.0\.0\.0/);
  });

  it('names the socket’s address family and the target’s', () => {
    assert.match(reason('EAFNOSUPPORT', { family: 6 }), /^the address is IPv6, and this socket is bound to IPv4/);
    assert.match(reason('EAFNOSUPPORT', { family: 4 }), /^the address is IPv4, and this socket is bound to IPv6/);
    assert.equal(reason('EAFNOSUPPORT'), 'this socket doesn’t support this address family');
  });

  it('differs between a path and an address', () => {
    assert.equal(reason('ENOENT'), 'no such file');
    assert.match(reason('ENOENT', { kind: 'unix' }), /no socket exists at this path/);
    assert.equal(reason('ECONNREFUSED'), 'connection refused; nothing is listening there');
    assert.match(reason('ECONNREFUSED', { kind: 'unix' }), /no server is listening at this path/);
    assert.match(reason('EINVAL', { kind: 'unix' }), /107 bytes at most/);
    assert.equal(reason('ETIMEDOUT', { kind: 'unix' }), 'timed out', 'if it isn’t another');
  });
});
