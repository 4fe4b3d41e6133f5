import assert from 'node:assert/strict';
import { presetServer, runClient } from '../../support/presetServer.ts';

for (const [id, options] of [
  ['dns', []],
  ['dnsTcp', ['+tcp', '+keepopen']],
] as const) {
  describe(`the preset ${id}`, () => {
    const server = presetServer(id);
    const dig = (...args: string[]) =>
      runClient('dig', { args: ['-r', '@127.0.0.1', '-p', server().port, ...options, ...args] });

    it('answers dig with addresses and a text', async () => {
      const queries = ['example.com', 'A', 'example.com', 'AAAA', '.', 'A', 'example.com', 'TXT'];
      assert.equal(await dig('+short', ...queries), '127.0.0.1\n::1\n127.0.0.1\n"Hello from Portside"\n');
      assert.doesNotMatch(await dig('example.com'), /;; (?:WARNING|communications error)|malformed/);
    });

    it('has no other records, and no names below “invalid”', async () => {
      assert.match(await dig('example.com', 'MX'), /status: NOERROR.*\n.*ANSWER: 0/);
      assert.match(await dig('Nothing.INVALID'), /status: NXDOMAIN.*\n.*ANSWER: 0/);
    });
  });
}
