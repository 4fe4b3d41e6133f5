/** Common starting points for endpoints: complete configs except for the address and the name. */
import type { EndpointConfig } from '../endpointConfig.ts';
import { defaultReconnect } from '../limits.ts';

export const presetIds = [
  'echo',
  'greeter',
  'chat',
  'lines',
  'udpResponder',
  'modbus',
  'lengthPrefixed',
  'jsonLines',
  'fileReceiver',
  'lineClient',
  'jsonLinesClient',
  'lengthPrefixedClient',
  'reconnectingClient',
  'udpEcho',
] as const;

export type PresetId = (typeof presetIds)[number];

export const presets: Record<PresetId, Omit<EndpointConfig, 'address' | 'name'>> = {
  /** RFC 862. */
  echo: { kind: 'tcp-server', reply: 'echo' },
  greeter: { kind: 'tcp-server', greeting: 'Thank you for connecting', closeAfterGreeting: true },
  chat: { kind: 'tcp-server', framing: { line: 'any' }, lineEnding: 'lf', greeting: 'Welcome.\n' },
  /** For SMTP, FTP and many devices: one command per line, and a reply that begins with a number. */
  lines: {
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
  udpResponder: { kind: 'udp', reply: [{ when: { regex: '' }, send: 'got {{message}}' }] },
  /** Modbus TCP: bytes 5 and 6 contain the length. Reading registers returns a single register, 42. */
  modbus: {
    kind: 'tcp-server',
    framing: { lengthPrefix: { bytes: 2, endian: 'big', offset: 4 } },
    reply: [
      {
        when: { regex: '(?s)^(?P<transaction>..)\\x00\\x00..(?P<unit>.)\\x03....$' },
        send: { hex: '{{transaction}} 00 00 00 05 {{unit}} 03 02 00 2a' },
      },
    ],
  },
  lengthPrefixed: { kind: 'tcp-server', framing: { lengthPrefix: { bytes: 4, endian: 'big' } } },
  jsonLines: {
    kind: 'tcp-server',
    framing: { line: 'lf' },
    lineEnding: 'lf',
    reply: [{ when: { regex: '"id"\\s*:\\s*(?P<id>\\d+)' }, send: '{"id":{{id}},"ok":true}\n' }],
  },
  /** For `nc host port < file` and ten-line scripts: each connection's bytes become a separate file. */
  fileReceiver: { kind: 'tcp-server', files: { mode: 'raw' } },
  /** The counterpart of *lines*: SMTP, FTP, Redis and many devices. */
  lineClient: { kind: 'tcp-client', framing: { line: 'any' }, lineEnding: 'crlf' },
  jsonLinesClient: { kind: 'tcp-client', framing: { line: 'lf' }, lineEnding: 'lf' },
  lengthPrefixedClient: { kind: 'tcp-client', framing: { lengthPrefix: { bytes: 4, endian: 'big' } } },
  reconnectingClient: { kind: 'tcp-client', reconnect: defaultReconnect },
  udpEcho: { kind: 'udp', reply: 'echo' },
};
