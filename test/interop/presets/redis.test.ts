import assert from 'node:assert/strict';
import { presetServer, runClient } from '../../support/presetServer.ts';

const resp = (...words: string[]) =>
  `*${words.length}\r\n${words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

describe('the Redis preset', () => {
  const server = presetServer('redis');

  it('answers commands of redis-cli, in either case', async () => {
    const input = [
      'set foo "a b"',
      'get foo',
      'GET foo',
      'get other',
      'incr n',
      'incr n',
      'del foo',
      'what',
      'ping hi',
    ];
    const output = await runClient('redis', { args: ['-p', server().port], input: `${input.join('\n')}\n` });
    const [stored, lower, upper, other, ...rest] = output.trim().split(/\n+/);
    assert.deepEqual([stored, lower, upper, other], ['OK', 'a b', 'a b', '1'], 'a missing value is an empty line');
    assert.deepEqual(rest, ['2', '1', "ERR unknown command 'what'", 'hi']);
    assert.match(output, /\na b\na b\n\n1\n/);
  });

  it('answers a pipeline of redis-cli command by command', async () => {
    const commands = Array.from({ length: 1000 }, (_, at) => resp('SET', `key:${at}`, 'v'.repeat(at))).join('');
    const output = await runClient('redis', { args: ['-p', server().port, '--pipe'], input: commands });
    assert.match(output, /errors: 0, replies: 1000/);
  });
});
