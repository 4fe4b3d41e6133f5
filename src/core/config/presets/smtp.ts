/** SMTP: accepts each mail. After DATA, lines are text until one with just a period. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import type { Preset } from './preset.ts';

/** Returns a rule for a command, which mustn't be looked for in the text of a mail. */
const command = (pattern: string, send: string, more: Partial<ReplyRule> = {}): ReplyRule => ({
  when: { regex: `(?i)^${pattern}` },
  state: '',
  send,
  ...more,
});

export const smtp: Preset = {
  group: 'mail',
  label: phrase('SMTP: mail server'),
  help: phrase('Accepts mail from any sender, with any password. The text of each mail is in the transcript.'),
  config: {
    kind: 'tcp-server',
    framing: { line: 'any' },
    lineEnding: 'crlf',
    greeting: '220 portside ESMTP\r\n',
    reply: [
      { when: { text: '.' }, state: 'text', send: '250 OK\r\n', goTo: '' },
      command(
        'EHLO\\s+(?P<client>\\S+)',
        '250-Hello {{client}}\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 10485760\r\n',
      ),
      command('HELO\\s+(?P<client>\\S+)', '250 Hello {{client}}\r\n'),
      command('MAIL FROM:', '250 OK\r\n'),
      command('RCPT TO:', '250 OK\r\n'),
      command('DATA\\s*$', '354 End with a period on a line of its own\r\n', { goTo: 'text' }),
      command('(?:RSET|NOOP)\\b', '250 OK\r\n'),
      command('VRFY\\b', '252 Send some mail\r\n'),
      command('AUTH PLAIN\\s+\\S', '235 Signed in\r\n'),
      command('AUTH PLAIN', '334 \r\n', { goTo: 'password' }),
      command('AUTH LOGIN\\s+\\S', '334 UGFzc3dvcmQ6\r\n', { goTo: 'password' }),
      command('AUTH LOGIN', '334 VXNlcm5hbWU6\r\n', { goTo: 'user' }),
      { when: { regex: '' }, state: 'user', send: '334 UGFzc3dvcmQ6\r\n', goTo: 'password' },
      { when: { regex: '' }, state: 'password', send: '235 Signed in\r\n', goTo: '' },
      command('QUIT\\s*$', '221 Bye\r\n', { close: true }),
      command('', '500 Unknown command\r\n'),
    ],
  },
};
