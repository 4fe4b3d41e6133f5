/** HTTP, and the handshake of a WebSocket, which begins as HTTP. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import { hello, inHex, type Preset } from './preset.ts';

const plain = 'Content-Type: text/plain; charset=utf-8\r\n';

/** Returns a response whose length is that of its body. */
const response = (status: string, body: string, header = plain) =>
  `HTTP/1.1 ${status}\r\n${header}Content-Length: {{$len content}}\r\n\r\n{{#content}}${body}{{/content}}`;

const home = (methods: string, version = '1\\.[01]'): ReplyRule['when'] => ({
  regex: `^(?:${methods}) /(?:\\?\\S*)? HTTP/${version}\\r?\\n`,
});

/** In hex, since the body may end with a line ending, which texts allow after them. */
const returnBody = (method: string): ReplyRule => ({
  when: { hex: `${inHex(`${method} `)} {{?}} ${inHex(' HTTP/1.')} {{?}} ${inHex('\r\n\r\n')} {{?body}}` },
  send: response('200 OK', '{{body}}'),
});

export const http: Preset = {
  group: 'web',
  label: phrase('HTTP: a web page'),
  help: phrase('GET / is a text, POST and PUT return their body, and other paths don’t exist. For curl and browsers.'),
  config: {
    kind: 'tcp-server',
    framing: 'http',
    reply: [
      { when: home('GET', '1\\.0'), send: response('200 OK', `${hello}\n`), close: true },
      { when: home('GET'), send: response('200 OK', `${hello}\n`) },
      // The length of a body that isn't sent: the framing would miss it.
      { when: home('HEAD'), send: `HTTP/1.1 200 OK\r\n${plain}Content-Length: ${hello.length + 1}\r\n\r\n`, raw: true },
      ...['POST', 'PUT', 'PATCH'].map(returnBody),
      { when: { regex: '^HEAD ' }, send: 'HTTP/1.1 404 Not Found\r\n\r\n' },
      { when: { regex: '^GET (?P<path>\\S+)' }, send: response('404 Not Found', 'There is no {{path}}\n') },
      {
        when: { regex: '' },
        send: response('405 Method Not Allowed', '', 'Allow: GET, HEAD, POST, PUT, PATCH\r\n'),
      },
    ],
  },
};

/** A frame with text from the server, which isn't masked. */
const textFrame = (text: string) => ({ hex: `81 {{$len:u8}} ${inHex(text)}` });
const upgraded =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {{$websocketAccept key}}\r\n\r\n';

/** Messages from clients are masked, so that rules see their type, but not their text. Replies aren't HTTP. */
const frame = (type: string, more: Omit<ReplyRule, 'when'>): ReplyRule => ({
  when: { hex: type, match: 'start' },
  state: 'open',
  raw: true,
  ...more,
});

export const websocket: Preset = {
  group: 'web',
  label: phrase('WebSocket: handshake and a greeting'),
  help: phrase(
    'Accepts the upgrade, greets, and replies to messages, pings and the close. For browsers, Node and curl.',
  ),
  config: {
    kind: 'tcp-server',
    framing: 'http',
    reply: [
      {
        when: { regex: '(?i)\\nSec-WebSocket-Key:[ \\t]*(?P<key>[^ \\t\\r\\n]+)' },
        state: '',
        send: [upgraded, textFrame(hello)],
        raw: true,
        goTo: 'open',
        framing: 'none',
      },
      {
        when: { regex: '' },
        state: '',
        send: 'HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n',
      },
      frame('88', { send: { hex: '88 00' }, close: true }),
      frame('89', { send: { hex: '8a 00' } }),
      frame('81', { send: textFrame('Message received') }),
      frame('82', { send: textFrame('Bytes received') }),
    ],
  },
};
