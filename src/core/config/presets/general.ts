/** Presets that aren't for a certain protocol. */
import { defaultReconnect } from '../../limits.ts';
import { phrase } from '../../phrase.ts';
import type { Preset } from './preset.ts';

/** RFC 862. */
export const echo: Preset = {
  group: 'general',
  label: phrase('Echo server'),
  help: phrase('Sends back what it receives.'),
  config: { kind: 'tcp-server', reply: 'echo' },
};

export const greeter: Preset = {
  group: 'general',
  label: phrase('Greeter: says thank you and closes'),
  help: phrase('Sends a text to each client and closes the connection.'),
  config: { kind: 'tcp-server', greeting: 'Thank you for connecting', closeAfterGreeting: true },
};

export const chat: Preset = {
  group: 'general',
  label: phrase('Chat: lines you reply to by hand'),
  help: phrase('Each line is a message. Nothing is answered automatically.'),
  config: { kind: 'tcp-server', framing: { line: 'any' }, lineEnding: 'lf', greeting: 'Welcome.\n' },
};

/** For many devices: one command per line, and a reply that begins with a number. */
export const lines: Preset = {
  group: 'general',
  label: phrase('Line protocol: commands and numbered replies'),
  help: phrase('HELLO and QUIT, each with a numbered reply: the start of a protocol of your own.'),
  config: {
    kind: 'tcp-server',
    framing: { line: 'any' },
    lineEnding: 'crlf',
    greeting: '220 ready\r\n',
    reply: [
      { when: { regex: '(?i)^(?:helo|hello)\\s+(?P<name>\\S+)' }, send: '250 hello {{name}}\r\n' },
      { when: { regex: '(?i)^quit$' }, send: '221 bye\r\n', close: true },
      { when: { regex: '' }, send: '500 unknown command\r\n' },
    ],
  },
};

export const lengthPrefixed: Preset = {
  group: 'general',
  label: phrase('Messages with a 4-byte length prefix'),
  help: phrase('Each message follows its length, 4 bytes, big-endian.'),
  config: { kind: 'tcp-server', framing: { lengthPrefix: { bytes: 4, endian: 'big' } } },
};

export const jsonLines: Preset = {
  group: 'general',
  label: phrase('JSON Lines: replies by id'),
  help: phrase('Each line is a JSON value. The reply has the id of the request.'),
  config: {
    kind: 'tcp-server',
    framing: { line: 'lf' },
    lineEnding: 'lf',
    reply: [{ when: { regex: '"id"\\s*:\\s*(?P<id>\\d+)' }, send: '{"id":{{id}},"ok":true}\n' }],
  },
};

/** For `nc host port < file` and ten-line scripts: each connection's bytes become a separate file. */
export const fileReceiver: Preset = {
  group: 'general',
  label: phrase('File receiver: one file per connection'),
  help: phrase('Saves the bytes of each connection as a file, as nc sends them.'),
  config: { kind: 'tcp-server', files: { mode: 'raw' } },
};

/** The counterpart of *lines*: SMTP, FTP, Redis and many devices. */
export const lineClient: Preset = {
  group: 'general',
  label: phrase('Line client: CRLF, as for SMTP or Redis'),
  help: phrase('Sends lines that end with CRLF, and shows each line received.'),
  config: { kind: 'tcp-client', framing: { line: 'any' }, lineEnding: 'crlf' },
};

export const jsonLinesClient: Preset = {
  group: 'general',
  label: phrase('JSON Lines client'),
  help: phrase('Each line is a JSON value.'),
  config: { kind: 'tcp-client', framing: { line: 'lf' }, lineEnding: 'lf' },
};

export const lengthPrefixedClient: Preset = {
  group: 'general',
  label: phrase('Client with a 4-byte length prefix'),
  help: phrase('Each message follows its length, 4 bytes, big-endian.'),
  config: { kind: 'tcp-client', framing: { lengthPrefix: { bytes: 4, endian: 'big' } } },
};

export const reconnectingClient: Preset = {
  group: 'general',
  label: phrase('Client that reconnects'),
  help: phrase('Connects again when the connection is lost or can’t be established.'),
  config: { kind: 'tcp-client', reconnect: defaultReconnect },
};

export const udpResponder: Preset = {
  group: 'general',
  label: phrase('UDP responder'),
  help: phrase('Answers each datagram with “got” and its text.'),
  config: { kind: 'udp', reply: [{ when: { regex: '' }, send: 'got {{message}}' }] },
};

export const udpEcho: Preset = {
  group: 'general',
  label: phrase('UDP echo'),
  help: phrase('Sends each datagram back.'),
  config: { kind: 'udp', reply: 'echo' },
};
