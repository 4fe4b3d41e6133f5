/**
 * Framings by the names of protocols and number formats. A name stands for a framing that can also be written out, or
 * for a decoder of its own where a protocol has several forms. All of them fit both directions.
 */
import type { Framing, FramingName } from '../endpointConfig.ts';
import { type Phrase, phrase } from '../phrase.ts';
import type { FramingKind } from './framing.ts';
import { prefixedBy } from './length/lengthPrefix.ts';
import { varintLength } from './length/varintLength.ts';
import { amqp } from './protocols/amqp.ts';
import { netstring } from './protocols/netstring.ts';
import { pktLine } from './protocols/pktLine.ts';
import { postgres } from './protocols/postgres.ts';
import { resp } from './protocols/resp.ts';
import { syslog } from './protocols/syslog.ts';

/** A framing that isn't a name. */
export type PlainFraming = Exclude<Framing, FramingName>;

export interface NamedFraming {
  /** The name as people write it, the same in every language. */
  readonly label: string;
  /** What a message is. */
  readonly help: Phrase;
  /** The framing written out, or the decoder and the encoder. */
  readonly framing: PlainFraming | FramingKind;
}

const prefix = (bytes: 1 | 2 | 3 | 4 | 8, endian: 'big' | 'little'): PlainFraming => ({
  lengthPrefix: { bytes, endian },
});
const lengthThen = (bytes: number) => phrase('a length of {0} bytes, and the message', bytes);

/** One line per name. */
export const namedFramings: Readonly<Record<FramingName, NamedFraming>> = {
  line: { label: 'Lines', framing: { line: 'any' }, help: phrase('a line that ends with LF, CRLF or CR') },
  crlf: { label: 'CRLF', framing: { line: 'crlf' }, help: phrase('a line that ends with CRLF: SMTP, FTP, POP3, IRC') },
  nul: { label: 'NUL', framing: { delimiter: { hex: '00' } }, help: phrase('ends with a zero byte: GELF, STOMP') },
  u8: { label: 'u8', framing: prefix(1, 'big'), help: phrase('a length of 1 byte, and the message') },
  u16be: { label: 'u16 BE', framing: prefix(2, 'big'), help: lengthThen(2) },
  u16le: { label: 'u16 LE', framing: prefix(2, 'little'), help: lengthThen(2) },
  u24be: { label: 'u24 BE', framing: prefix(3, 'big'), help: lengthThen(3) },
  u24le: { label: 'u24 LE', framing: prefix(3, 'little'), help: lengthThen(3) },
  u32be: { label: 'u32 BE', framing: prefix(4, 'big'), help: lengthThen(4) },
  u32le: { label: 'u32 LE', framing: prefix(4, 'little'), help: lengthThen(4) },
  u64be: { label: 'u64 BE', framing: prefix(8, 'big'), help: lengthThen(8) },
  u64le: { label: 'u64 LE', framing: prefix(8, 'little'), help: lengthThen(8) },
  'modbus-tcp': {
    label: 'Modbus TCP',
    framing: modbus(),
    help: phrase('a header of 6 bytes with a length, and the unit'),
  },
  'dns-tcp': {
    label: 'DNS over TCP',
    framing: prefix(2, 'big'),
    help: phrase('a DNS message after its length, 2 bytes'),
  },
  lsp: { label: 'LSP', framing: bodies(), help: phrase('the JSON after a header with Content-Length') },
  dap: { label: 'DAP', framing: bodies(), help: phrase('the JSON after a header with Content-Length') },
  sip: { label: 'SIP', framing: headers(), help: phrase('header lines, and a body of Content-Length bytes') },
  http: {
    label: 'HTTP',
    framing: headers(),
    help: phrase('header lines, and a body of Content-Length bytes or in chunks'),
  },
  fix: {
    label: 'FIX',
    framing: { pattern: String.raw`\x0110=\d{3}\x01` },
    help: phrase('ends with the checksum, 10=ddd'),
  },
  mllp: {
    label: 'MLLP',
    framing: between('0b', '1c 0d'),
    help: phrase('an HL7 message between {0} and {1}', '0b', '1c 0d'),
  },
  'stx-etx': {
    label: 'STX/ETX',
    framing: between('02', '03'),
    help: phrase('the bytes between {0} and {1}', '02', '03'),
  },
  netstring: {
    label: 'netstring',
    framing: netstring,
    help: phrase('a length in decimal, a colon, the message, a comma'),
  },
  syslog: { label: 'syslog', framing: syslog, help: phrase('a length in decimal, a space and the message, or a line') },
  resp: { label: 'RESP', framing: resp, help: phrase('a value of the Redis protocol, with all values inside it') },
  postgres: { label: 'PostgreSQL', framing: postgres, help: phrase('a type and a length, or a packet at the start') },
  mysql: {
    label: 'MySQL',
    // The sequence number isn't counted.
    framing: { lengthPrefix: { bytes: 3, endian: 'little', adjust: 1 } },
    help: phrase('a packet with its sequence number, after a length of 3 bytes'),
  },
  amqp: { label: 'AMQP 0-9-1', framing: amqp, help: phrase('the preface, or a frame that ends with {0}', 'ce') },
  'pkt-line': { label: 'pkt-line', framing: pktLine, help: phrase('the bytes after 4 hex digits, as Git sends them') },
  mqtt: {
    label: 'MQTT',
    framing: prefixedBy(varintLength(4), { offset: 1 }),
    help: phrase('a packet: its type, its length as a varint, and the rest'),
  },
  protobuf: {
    label: 'Protobuf',
    framing: { lengthPrefix: { varint: true } },
    help: phrase('a length as a varint, and the message'),
  },
  iso8583: { label: 'ISO 8583', framing: prefix(2, 'big'), help: lengthThen(2) },
};

export const framingNames = Object.keys(namedFramings) as readonly FramingName[];

export function isFramingName(value: unknown): value is FramingName {
  return typeof value === 'string' && Object.hasOwn(namedFramings, value);
}

/** Returns a framing written out; undefined for a name that stands for a decoder of its own. */
export function plainFraming(framing: Framing): PlainFraming | undefined {
  if (!isFramingName(framing)) return framing;
  const named = namedFramings[framing].framing;
  return isPlain(named) ? named : undefined;
}

/** Whether a named framing is one that can be written out. */
export function isPlain(framing: PlainFraming | FramingKind): framing is PlainFraming {
  return typeof framing === 'string' || !('decoder' in framing);
}

function modbus(): PlainFraming {
  return { lengthPrefix: { bytes: 2, endian: 'big', offset: 4 } };
}

function bodies(): PlainFraming {
  return { header: 'content-length' };
}

function headers(): PlainFraming {
  return { header: 'content-length', keepHeader: true };
}

function between(start: string, end: string): PlainFraming {
  return { start: { hex: start }, end: { hex: end } };
}
