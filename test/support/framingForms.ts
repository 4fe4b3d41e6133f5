/** Messages in the forms that programs send, with random contents from a seed. */
import { randomFrom } from './randomFrom.ts';

type Random = () => number;
type Form = (random: Random, index: number) => Buffer;

const words = 'the hello world of a message from server user login data value status sensor open close read'.split(' ');

export const integer = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

/** Returns a number of words. */
export function wordsOf(random: Random, least = 1, most = 12): string {
  const count = integer(random, least, most);
  return Array.from({ length: count }, () => words[integer(random, 0, words.length - 1)]).join(' ');
}

export function bytesOf(random: Random, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => integer(random, 0, 255)));
}

const join = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : part)));

function number(value: number, bytes: number, endian: 'big' | 'little' = 'big'): Buffer {
  const buffer = Buffer.alloc(bytes);
  for (let place = 0; place < bytes; place++)
    buffer[endian === 'big' ? bytes - 1 - place : place] = Math.floor(value / 256 ** place) % 256;
  return buffer;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}

const prefixed =
  (prefix: (length: number) => Buffer | string, end: Buffer | string = ''): Form =>
  random => {
    const text = wordsOf(random);
    return join(prefix(text.length), text, end);
  };

/** What tutorials and protocols send: the rows of field.md that have a framing. */
export const knownForms: Readonly<Record<string, Form>> = {
  sentdex: prefixed(length => String(length).padEnd(10)),
  'header of 64': prefixed(length => String(length).padEnd(64)),
  RealPython: random => {
    const body = JSON.stringify({ action: 'search', value: wordsOf(random) });
    const header = JSON.stringify({ byteorder: 'little', 'content-type': 'text/json', 'content-length': body.length });
    return join(number(header.length, 2), header, body);
  },
  fopnp: random => {
    const text = wordsOf(random, 0, 10);
    return join(number(text.length, 4), text);
  },
  'file with a mark': random => join(wordsOf(random, 1, 2), '|', bytesOf(random, 40), '<END>'),
  syslog: (random, index) => {
    const text = `<${integer(random, 10, 190)}>1 2026-01-01T10:00:00Z host app ${index} - - ${wordsOf(random)}\n`;
    return join(`${text.length} `, text);
  },
  netstring: prefixed(length => `${length}:`, ','),
  LSP: (random, index) => {
    const text = JSON.stringify({ jsonrpc: '2.0', id: index, params: { text: wordsOf(random) } });
    return join(`Content-Length: ${text.length}\r\n\r\n`, text);
  },
  SIP: (random, index) => {
    const text = wordsOf(random, 0, 9);
    return join(`INVITE sip:bob@x SIP/2.0\r\nCall-ID: ${index}\r\nContent-Length: ${text.length}\r\n\r\n`, text);
  },
  HTTP: (random, index) => {
    const text = wordsOf(random, 1, 9);
    return join(`POST /a${index} HTTP/1.1\r\nHost: x\r\nContent-Length: ${text.length}\r\n\r\n`, text);
  },
  Protobuf: random => {
    const text = wordsOf(random);
    const message = join(Buffer.of(8, integer(random, 0, 100), 0x12), varint(text.length), text);
    return join(varint(message.length), message);
  },
  '.NET strings': random => {
    const text = wordsOf(random, 1, 40);
    return join(varint(text.length), text);
  },
  MQTT: (random, index) => {
    const hello = join(number(4, 2), 'MQTT', Buffer.of(4, 2, 0, 60), number(6, 2), 'client');
    const packet = index === 0 ? hello : join(number(3, 2), 'a/b', wordsOf(random));
    return join(Buffer.of(index === 0 ? 0x10 : 0x30), varint(packet.length), packet);
  },
  PostgreSQL: (random, index) => {
    const hello = join(number(196_608, 4), 'user\0bob\0database\0x\0\0');
    const query = join('select ', wordsOf(random), '\0');
    return index === 0 ? join(number(hello.length + 4, 4), hello) : join('Q', number(query.length + 4, 4), query);
  },
  MySQL: (random, index) => {
    const query = join('\x03select ', wordsOf(random));
    return join(number(query.length, 3, 'little'), Buffer.of(index % 4), query);
  },
  AMQP: (random, index) => {
    if (index === 0) return join('AMQP\0\0\x09\x01');
    const method = join(number(10 * integer(random, 1, 6), 2), number(11, 2), wordsOf(random, 0, 5));
    return join(Buffer.of(1), number(index > 4 ? 1 : 0, 2), number(method.length, 4), method, Buffer.of(0xce));
  },
  'Netty, adjusted': random => {
    const message = join(number(integer(random, 0, 999), 2), wordsOf(random));
    return join(number(0xcafe, 2), number(message.length - 2, 2), message);
  },
  'tracker with a CRC': random => {
    const message = bytesOf(random, integer(random, 5, 60));
    return join(Buffer.of(0x78, 0x78, message.length + 2), message, bytesOf(random, 2), '\r\n');
  },
  'ISO 8583, BCD': random => {
    const message = join('0200', bytesOf(random, 8), wordsOf(random));
    return join(Buffer.from(String(message.length).padStart(4, '0'), 'hex'), message);
  },
  MLLP: (random, index) => join('\x0bMSH|^~\\&|A|B\rPID|', wordsOf(random), `|${index}\r\x1c\r`),
  'STX and ETX': random => join('\x02', wordsOf(random), '\x03'),
  FIX: (random, index) => {
    const body = `35=D\x0149=${wordsOf(random, 1, 1)}\x0134=${index}\x01`;
    return join(`8=FIX.4.2\x019=${body.length}\x01${body}10=${String(integer(random, 0, 255)).padStart(3, '0')}\x01`);
  },
  RESP: random => {
    const parts = ['SET', wordsOf(random, 1, 1), wordsOf(random)];
    return join(`*3\r\n${parts.map(part => `$${part.length}\r\n${part}\r\n`).join('')}`);
  },
  JSON: (random, index) => join(JSON.stringify({ id: index, text: `${wordsOf(random)}}{`, list: [1, { a: 2 }] })),
  GELF: (random, index) => join(JSON.stringify({ version: '1.1', short_message: wordsOf(random), level: index }), '\0'),
  'Modbus TCP': (random, index) => {
    const function_ = Buffer.of(1, integer(random, 1, 6));
    const data = [number(integer(random, 0, 99), 2), number(1, 2), index % 3 === 2 ? Buffer.of(2, 0, 9) : ''];
    const message = join(function_, ...data);
    return join(number(index, 2), number(0, 2), number(message.length, 2), message);
  },
  'DNS over TCP': random => {
    const name = wordsOf(random, 1, 3).split(' ');
    const labels = name.map(label => join(Buffer.of(label.length), label));
    const head = join(number(integer(random, 0, 65_535), 2), Buffer.of(1, 0, 0, 1, 0, 0, 0, 0, 0, 0));
    const query = join(head, ...labels, '\0', number(1, 2), number(1, 2));
    return join(number(query.length, 2), query);
  },
  'pkt-line': (random, index) => {
    if (index % 6 === 5) return join('0000');
    const line = `want ${bytesOf(random, 20).toString('hex')} ${wordsOf(random, 0, 3)}\n`;
    return join((line.length + 4).toString(16).padStart(4, '0'), line);
  },
};

/** Formats that nobody uses, made up before the search was written. */
export const madeUpForms: Readonly<Record<string, Form>> = {
  '3 bytes that count themselves after a magic': prefixed(length => join('MS', number(length + 3, 3, 'little'))),
  'digits padded left, and a bar': prefixed(length => `${String(length).padStart(6)}|`),
  '8 hex digits': prefixed(length => length.toString(16).padStart(8, '0')),
  '2 bytes, with a CRC behind': random => {
    const message = bytesOf(random, integer(random, 1, 90));
    return join(number(message.length, 2), message, bytesOf(random, 2));
  },
  'AA 55, a length and a checksum': random => {
    const message = bytesOf(random, integer(random, 1, 30));
    return join(Buffer.of(0xaa, 0x55, message.length), message, bytesOf(random, 1));
  },
  '2 bytes, little-endian, with CRLF behind': random => {
    const message = bytesOf(random, integer(random, 3, 80));
    return join(number(message.length, 2, 'little'), message, '\r\n');
  },
  'a header of 8 bytes with the length of all': (random, index) => {
    const message = bytesOf(random, integer(random, 0, 100));
    return join(Buffer.of(integer(random, 1, 5), 0), number(index, 2), number(message.length + 8, 4), message);
  },
  BCD: prefixed(length => Buffer.from(String(length).padStart(4, '0'), 'hex')),
  'a command line with a length': prefixed(length => `MSG ${length}\n`),
  'a varint after three bytes': (random, index) => {
    const message = bytesOf(random, integer(random, 1, 300));
    return join(Buffer.of(1, integer(random, 0, 3), index), varint(message.length), message);
  },
  'a mark at the end': random => join(wordsOf(random), '<EOF>'),
  'two signs on either side': random => join('##', wordsOf(random), '%%'),
};

/** Returns numbers from 0 to below 1, the same for the same seed. */
export function randomOf(seed: number): Random {
  const below = randomFrom(seed);
  return () => below(2 ** 30) / 2 ** 30;
}

/** Returns messages of a form, the same ones for the same seed. */
export function messagesOf(form: Form, count: number, seed: number): Buffer[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, index) => form(random, index));
}
