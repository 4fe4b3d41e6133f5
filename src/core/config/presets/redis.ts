/**
 * Redis: commands are arrays of strings, or a line. Each client's last SET is remembered, with its key and value as the
 * client wrote them: `$3\r\nfoo\r\n`. Clients write commands in either case, but rarely mixed.
 */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import type { Preset } from './preset.ts';

const [bulk, nothing] = ['\\$\\d+\\r\\n', '$-1\r\n'];

/** Returns a pattern of a command with one of these names and arguments that match. */
const command = (names: string, args = '') => `(?is)^\\*\\d+\\r\\n${bulk}(?:${names})\\r\\n${args}$`;
const get = (name: string): ReplyRule => ({ when: { text: `*2\r\n$3\r\n${name}\r\n{{key}}` }, send: '{{value}}' });

export const redis: Preset = {
  group: 'data',
  label: 'Redis',
  help: phrase('PING, SET, GET, INCR, DEL and pipelines, for redis-cli and client libraries.'),
  config: {
    kind: 'tcp-server',
    framing: 'resp',
    reply: [
      { when: { regex: '(?is)^(?:\\*1\\r\\n\\$4\\r\\n)?PING\\r?\\n$' }, send: '+PONG\r\n' },
      { when: { regex: command('PING|ECHO', `(?P<text>${bulk}.*)`) }, send: '{{text}}' },
      {
        when: { regex: command('SET', `(?P<key>${bulk}[^\\r]*\\r\\n)(?P<value>${bulk}[^\\r]*\\r\\n).*`) },
        send: '+OK\r\n',
      },
      get('GET'),
      get('get'),
      { when: { regex: command('GET', '.*') }, send: nothing },
      { when: { regex: command('INCR', '.*') }, send: ':{{$counter}}\r\n' },
      { when: { regex: command('DEL|EXISTS|EXPIRE', '.*') }, send: ':1\r\n' },
      { when: { regex: command('COMMAND|KEYS', '.*') }, send: '*0\r\n' },
      { when: { regex: command('AUTH|SELECT|CLIENT|FLUSHALL|FLUSHDB', '.*') }, send: '+OK\r\n' },
      { when: { regex: '(?is)^(?:\\*1\\r\\n\\$4\\r\\n)?QUIT\\r?\\n$' }, send: '+OK\r\n', close: true },
      {
        when: { regex: `^\\*\\d+\\r\\n${bulk}(?P<command>[^\\r]*)` },
        send: "-ERR unknown command '{{command}}'\r\n",
      },
      // An empty line, as redis-cli --pipe sends it at the end.
      { when: { regex: '^\\r?\\n$' } },
      { when: { regex: '' }, send: '-ERR unknown command\r\n' },
    ],
  },
};
