/** PostgreSQL: refuses TLS, accepts any user, and returns a row for each SELECT, also of the extended protocol. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import { hello, inHex, type Preset } from './preset.ts';

/** Returns a message: its type, the length of the rest, which counts itself, and the rest. */
const message = (type: string, rest = '') => ({ hex: `${inHex(type)} {{$len +4:u32be}} ${rest}` });
const word = (text: string) => `${inHex(text)} 00`;
const parameter = (name: string, value: string) => message('S', `${word(name)} ${word(value)}`);

const ready = message('Z', inHex('I'));
/** A column of text. */
const columns = message('T', `0001 ${word('answer')} 00000000 0000 00000019 ffff ffffffff 0000`);
const row = message('D', `0001 {{$len value:u32be}} {{#value}}${inHex(hello)}{{/value}}`);
const selected = message('C', word('SELECT 1'));
const refusal = message(
  'E',
  `${word('SERROR')} ${word('C0A000')} ${word('MOnly SELECT, BEGIN, COMMIT, ROLLBACK and SET are known')} 00`,
);

/** A request for a connection, before which a client may ask for encryption. */
const start = (hex: string, rule: Omit<ReplyRule, 'when'>): ReplyRule => ({
  when: { hex: `{{?:u32be}} ${hex}`, match: 'start' },
  ...rule,
});
const on = (type: string, send: ReplyRule['send'] & object): ReplyRule => ({
  when: { text: type, match: 'start' },
  send,
});
const query = (pattern: string) => ({ regex: `(?is)^Q....\\s*${pattern}` });

export const postgres: Preset = {
  group: 'data',
  label: 'PostgreSQL',
  help: phrase('Refuses TLS, accepts any user, and returns one row for each SELECT, for psql and drivers.'),
  config: {
    kind: 'tcp-server',
    framing: 'postgres',
    reply: [
      // TLS, and encryption by GSSAPI.
      start('04d2162f', { send: 'N' }),
      start('04d21630', { send: 'N' }),
      start('0003', {
        send: [
          message('R', '00000000'),
          parameter('server_version', '16.0'),
          parameter('server_encoding', 'UTF8'),
          parameter('client_encoding', 'UTF8'),
          message('K', '00000001 00000001'),
          ready,
        ],
      }),
      { when: query('SELECT\\b'), send: [columns, row, selected, ready] },
      {
        when: query('(?P<tag>BEGIN|COMMIT|ROLLBACK|SET)\\b'),
        send: [message('C', '{{tag}} 00'), ready],
      },
      on('Q', [refusal, ready]),
      on('P', message('1')),
      on('B', message('2')),
      { when: { regex: '(?s)^D....S' }, send: [message('t', '0000'), columns] },
      on('D', columns),
      on('E', [row, selected]),
      on('C', message('3')),
      on('S', ready),
      { when: { text: 'X', match: 'start' }, close: true },
    ],
  },
};
