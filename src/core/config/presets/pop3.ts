/** POP3: a mailbox with one message. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import { hello, type Preset } from './preset.ts';

const mail = `From: portside@localhost\r\nSubject: ${hello}\r\n\r\n${hello}\r\n`;
const command = (pattern: string, send: string): ReplyRule => ({ when: { regex: `(?i)^${pattern}\\s*$` }, send });

export const pop3: Preset = {
  group: 'mail',
  label: phrase('POP3: mailbox with a message'),
  help: phrase('Any user and password. Mail programs and curl can list and fetch the message.'),
  config: {
    kind: 'tcp-server',
    framing: { line: 'any' },
    lineEnding: 'crlf',
    greeting: '+OK portside\r\n',
    reply: [
      command('CAPA', '+OK\r\nUSER\r\nUIDL\r\nTOP\r\n.\r\n'),
      command('(?:USER|PASS|APOP)\\s.*', '+OK\r\n'),
      command('STAT', `+OK 1 ${mail.length}\r\n`),
      command('LIST', `+OK\r\n1 ${mail.length}\r\n.\r\n`),
      command('LIST\\s+1', `+OK 1 ${mail.length}\r\n`),
      command('UIDL', '+OK\r\n1 portside-1\r\n.\r\n'),
      command('UIDL\\s+1', '+OK 1 portside-1\r\n'),
      command('(?:RETR\\s+1|TOP\\s+1\\s+\\d+)', `+OK\r\n${mail}.\r\n`),
      command('(?:DELE\\s+1|NOOP|RSET)', '+OK\r\n'),
      { when: { regex: '(?i)^QUIT\\s*$' }, send: '+OK\r\n', close: true },
      { when: { regex: '(?i)^(?:LIST|UIDL|RETR|TOP|DELE)\\b' }, send: '-ERR no such message\r\n' },
      { when: { regex: '' }, send: '-ERR unknown command\r\n' },
    ],
  },
};
