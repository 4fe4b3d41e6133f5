import assert from 'node:assert/strict';
import { freeName, suggestedName } from '../../../../src/client/addresses/suggestedName.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('the suggested name of an endpoint', () => {
  const none = new Set<string>();

  it('has its kind and the port that it listens on, connects to or sends to', () => {
    const server = endpointSnapshot('e', 0, { address: 'tcp://0.0.0.0:9000' });
    assert.equal(suggestedName(server, none), 'tcp-server-9000');
    const client = { kind: 'tcp-client', address: 'example.com:80' } as const;
    assert.equal(suggestedName(endpointSnapshot('e', 0, { config: client, ...client }), none), 'tcp-client-80');
    const udp = { kind: 'udp', address: '127.0.0.1:0', remote: '127.0.0.1:20001' } as const;
    const sender = endpointSnapshot('e', 0, { config: udp, address: 'udp://127.0.0.1:40907' });
    assert.equal(suggestedName(sender, none), 'udp-20001');
  });

  it('has the path of a socket without a port', () => {
    const at = (address: string) => suggestedName(endpointSnapshot('e', 0, { address }), none);
    assert.equal(at('unix:/tmp/server.sock'), 'tcp-server-server.sock');
    assert.equal(at('\\\\.\\pipe\\mine'), 'tcp-server-mine');
  });

  it('gets a number if it is taken', () => {
    const server = endpointSnapshot('e', 0, { address: ':9000' });
    assert.equal(suggestedName(server, new Set(['tcp-server-9000'])), 'tcp-server-9000 2');
  });
});

describe('the name of a copy', () => {
  it('gets the next free number', () => {
    assert.equal(freeName('a', new Set(['a'])), 'a 2');
    assert.equal(freeName('a', new Set(['a', 'a 2', 'a 4'])), 'a 3');
  });

  it('increments a number at the end', () => {
    assert.equal(freeName('a 2', new Set(['a', 'a 2'])), 'a 3');
    assert.equal(freeName('2', new Set(['2'])), '2 2');
    assert.equal(freeName('port9', new Set()), 'port9 2');
  });
});
