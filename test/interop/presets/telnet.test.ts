import assert from 'node:assert/strict';
import { framesOf, seen } from '../../support/openEndpoint.ts';
import { presetServer } from '../../support/presetServer.ts';
import { Program } from '../../support/program.ts';
import { systemProgram } from '../../support/systemPackages.ts';

describe('the Telnet preset', () => {
  const server = presetServer('telnet');

  it('refuses all options of telnet, and replies to lines', async () => {
    const { endpoint, port } = server();
    const telnet = Program.start(await systemProgram('telnet'), []);
    telnet.type('toggle options');
    // With the hyphen, telnet negotiates as it does with port 23.
    telnet.type(`open 127.0.0.1 -${port}`);
    const isCommand = (frame: string) => frame.startsWith('\ufffd');
    const asked = await seen(endpoint, async () => {
      const [received, sent] = [await framesOf(endpoint, 'in'), await framesOf(endpoint, 'out')];
      const [commands, answers] = [received.filter(isCommand), sent.filter(isCommand)];
      return commands.length >= 8 && answers.length === commands.length ? commands.length : undefined;
    });
    telnet.type('hello');
    telnet.type('exit');
    const output: string[] = [];
    while (!output.at(-1)?.includes('Connection closed'))
      output.push(await telnet.line().catch(() => 'Connection closed'));
    await telnet.stop();
    assert.equal(output.filter(line => /RCVD (?:WONT|DONT) /.test(line)).length, asked);
    assert.deepEqual(
      output.filter(line => /^(?:You typed|Bye)/.test(line)),
      ['You typed: hello', 'Bye'],
    );
  });
});
