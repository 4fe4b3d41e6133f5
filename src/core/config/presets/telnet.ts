/** Telnet: refuses all options, so that only lines of text remain. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import { hello, type Preset } from './preset.ts';

/** A message is a command, with what was typed before it, or a line. WILL, WON'T, DO and DON'T (fb to fe) have an option. */
const message = '(?s)\\xff[\\xfb-\\xfe].|\\xff[\\xf0-\\xf9]|\\n|\\r\\x00';

const refuse = (asked: string, answer: string): ReplyRule => ({
  when: { regex: `(?s)\\xff\\x${asked}(?P<option>.)$` },
  send: { hex: `ff ${answer} {{option}}` },
});

export const telnet: Preset = {
  group: 'devices',
  label: phrase('Telnet: lines of text'),
  help: phrase(
    'Refuses all Telnet options and replies to each line, for telnet and terminals. “exit” ends the connection.',
  ),
  config: {
    kind: 'tcp-server',
    framing: { pattern: message },
    greeting: `${hello}\r\n`,
    reply: [
      refuse('fb', 'fe'),
      refuse('fd', 'fc'),
      { when: { regex: '\\xff\\xf6$' }, send: '[Yes]\r\n' },
      // The rest needs no answer.
      { when: { regex: '\\xff' } },
      { when: { regex: '(?i)^(?:exit|quit|logout)\\s*$' }, send: 'Bye\r\n', close: true },
      { when: { regex: '^(?P<line>.*?)[\\r\\n\\x00]+$' }, send: 'You typed: {{line}}\r\n' },
    ],
  },
};
