import assert from 'node:assert/strict';
import { framesOf, seen } from '../../support/openEndpoint.ts';
import { presetServer, runClient } from '../../support/presetServer.ts';

describe('the syslog preset', () => {
  const server = presetServer('syslog');
  const log = (...args: string[]) =>
    runClient('logger', { args: ['--tcp', '-n', '127.0.0.1', '-P', server().port, '-t', 'test', ...args] });

  it('shows what logger sends after a length, line feeds included, and in lines', async () => {
    const { endpoint } = server();
    await log('--octet-count', 'first\nof two lines');
    await log('second');
    const messages = await seen(endpoint, async () => {
      const frames = await framesOf(endpoint, 'in');
      return frames.length < 2 ? undefined : frames;
    });
    assert.deepEqual(
      messages.map(message => message.replace(/^<13>1 .* test - - \[.*\] /, '')),
      ['first\nof two lines', 'second'],
    );
  });
});
