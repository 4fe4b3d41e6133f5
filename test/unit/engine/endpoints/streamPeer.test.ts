import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { portOf } from '../../../support/openEndpoint.ts';

describe('a peer of a stream', () => {
  let endpoints: EngineEndpoints;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(() => endpoints.dispose());

  it('joins no character over the bytes of a file, which are not recorded', async () => {
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const socket = connect(portOf(server), '127.0.0.1').resume();
    await once(socket, 'connect');
    while (server.counters.peers === 0) await server.nextChange();
    const path = join(endpoints.directory, 'file');
    await writeFile(path, 'between');
    for (const byte of [0xc3, 0xa9, 0xc3]) await server.send(Uint8Array.of(byte));
    await server.sendFile(path, { mode: 'raw', endAfter: false });
    await server.send(Uint8Array.of(0xa9));
    const rows = await endpoints.rows(server.id, { kinds: ['out'] });
    assert.deepEqual(
      rows.map(({ text }) => text),
      ['', 'é', '\udcc3', '\udca9'],
    );
    socket.destroy();
  });
});
