import assert from 'node:assert/strict';
import { once } from 'node:events';
import { logSlabs, slabBytes } from '../../../../src/engine/transcript/slabPool.ts';
import { BareSockets } from '../../../support/bareSockets.ts';
import { buffersAbove } from '../../../support/collectGarbage.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';

const mebibyte = 1024 * 1024;
const clients = 8;
/** Too long to be matched at once. */
const line = Buffer.alloc(mebibyte, 'a').fill('\n', mebibyte - 1);

/** Memory that the log keeps for what comes next. */
const pooled = () => logSlabs.free * slabBytes;

describe('messages that waited for patterns', () => {
  const bare = new BareSockets();
  let endpoints: EngineEndpoints;

  beforeEach(() => {
    endpoints = new EngineEndpoints({ memoryBytes: mebibyte, segmentBytes: mebibyte });
  });
  afterEach(async () => {
    bare.close();
    await endpoints.dispose();
  });

  it('are no longer in memory when they are answered and recorded', async () => {
    const reply = [
      { when: { regex: 'b$' }, send: 'never' },
      { when: { regex: '^a' }, send: 'ok' },
    ];
    const framing = { line: 'lf' } as const;
    const endpoint = await endpoints.open({ kind: 'tcp-server', address: ':0', framing, reply });
    const answered = async () => {
      const socket = await bare.connect(endpoint);
      socket.write(line);
      await once(socket, 'data');
      return socket;
    };
    (await answered()).destroy();
    await buffersAbove(process.memoryUsage().arrayBuffers - pooled(), 1, pooled);
    const before = process.memoryUsage().arrayBuffers - pooled();
    const sockets = await Promise.all(Array.from({ length: clients }, answered));
    // Their connections are still open. A segment of the transcript holds one of them.
    assert.ok((await buffersAbove(before, 2 * line.length, pooled)) < 2 * line.length);
    for (const socket of sockets) socket.destroy();
  });
});
