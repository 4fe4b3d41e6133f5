import assert from 'node:assert/strict';
import { EndpointTests } from '../../../support/endpointTests.ts';
import { eventSeen, seen } from '../../../support/openEndpoint.ts';

describe('the row of a message', () => {
  const tests = new EndpointTests();

  it('has the byte that doesn’t fit the framing', async () => {
    const server = await tests.endpoints.open({ kind: 'tcp-server', address: ':0', framing: 'netstring' });
    const socket = await tests.bare.connect(server);
    socket.write('2:hi,2:hi;');
    await eventSeen(server, 'brokenEnvelope');
    socket.write('later');
    await seen(server, async () => ((await server.entries()).length > 4 ? true : undefined));
    const { view } = await tests.engine.openView(server.id, {});
    const { rows } = await tests.engine.rows(view, 0, 10);
    assert.deepEqual(
      rows.filter(({ direction }) => direction === 'in').map(({ text, brokenAt }) => [text, brokenAt]),
      [
        ['hi', undefined],
        ['2:hi;', 4],
        ['later', undefined],
      ],
    );
  });
});
