import assert from 'node:assert/strict';
import { framesOf } from '../../support/openEndpoint.ts';
import { presetServer, runClient } from '../../support/presetServer.ts';

describe('the MQTT preset', () => {
  const server = presetServer('mqtt');
  const publish = (input: string, ...args: string[]) =>
    runClient('mosquitto', { args: ['-p', server().port, '-t', 'a/b', ...args], input });
  const subscribe = (...args: string[]) =>
    runClient('mosquitto', { args: ['-p', server().port, '-v', ...args] }, 'mosquitto_sub');

  for (const version of ['311', '5']) {
    it(`acknowledges each line of mosquitto_pub, in version ${version}`, async () => {
      const lines = Array.from({ length: 100 }, (_, at) => 'x'.repeat(3 * at + 1)).join('\n');
      await publish(`${lines}\n`, '-V', version, '-l', '-q', '1');
      await publish('', '-V', version, '-m', 'twice', '-q', '2', '-r');
      const acknowledgments = (await framesOf(server().endpoint, 'out')).filter(frame => frame.startsWith('@'));
      assert.equal(acknowledgments.length, 100);
    });

    it(`sends a message to each subscription of mosquitto_sub, in version ${version}`, async () => {
      const given = ['-V', version, '-C', '1', '-q', '1'];
      assert.equal(await subscribe(...given, '-t', 'test'), 'test Hello from Portside\n');
      assert.equal(await subscribe(...given, '-t', 'a/#'), 'a/hello Hello from Portside\n');
      assert.equal(
        await subscribe(...given, '-t', `${'t'.repeat(200)}/+`),
        `${'t'.repeat(200)}/hello Hello from Portside\n`,
      );
      // Two topics are granted; a message would follow only for one.
      await subscribe('-V', version, '-E', '-t', 'one', '-t', 'two');
    });
  }
});
