/** Signs by which the messages of known protocols are recognized. */
import type { Framing } from '../../endpointConfig.ts';

/** Messages with their envelopes, as they were on the wire. */
type Messages = readonly Uint8Array[];

export interface Protocol {
  readonly framing: Framing;
  /** How improbable it is that other bytes would be a frame, in bits, beyond what any framing of lines explains. */
  readonly bits: number;
  readonly cost?: number;
  /** Fewer messages could be anything. */
  readonly least?: number;
  /** Set if it is never offered. */
  readonly isUncertain?: boolean;
  isSign(messages: Messages): boolean;
}

const textOf = (bytes: Uint8Array, length = 200) => String.fromCharCode(...bytes.subarray(0, length));
const u16 = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
const always = () => true;

/** Returns the framings to try: those whose first byte is possible. */
export function* protocols(bytes: Uint8Array): Generator<Protocol> {
  const start = textOf(bytes, 4096);
  const isText = (sign: RegExp) => sign.test(start);
  if (isText(/^\d{1,9}:/)) yield { framing: 'netstring', bits: 20, isSign: always };
  if (isText(/^[1-9]\d{0,8} /))
    yield { framing: 'syslog', least: 2, bits: 14, isSign: are(message => /^\d+ </.test(textOf(message, 16))) };
  if (isText(/^[+\-:$*_#,(!=%~>|]/))
    yield { framing: 'resp', bits: 16, isUncertain: !isText(/^[*$]\d/), isSign: isSeveralLines };
  if (isText(/^[\da-f]{4}/i)) yield { framing: 'pkt-line', least: 2, bits: 10, isSign: always };
  if (isText(/^[{[]/)) yield { framing: 'json', bits: 10, isSign: areJson };
  if (isText(/^8=FIX/)) yield { framing: 'fix', bits: 40, isSign: always };
  yield* headers(start);
  yield* binaryProtocols(bytes);
  yield* stuffedFramings(bytes);
}

/** Header lines: the bodies are messages if the header has nothing else to say. */
function* headers(start: string): Generator<Protocol> {
  if (!/^([\w-]+:|[A-Z]+ \S+ (HTTP|SIP)\/|(HTTP|SIP)\/)/.test(start)) return;
  const isRequest = /^(?:[A-Z]+ \S+ )?(HTTP|SIP)\//.exec(start);
  if (!isRequest && !/^content-length *:/im.test(start)) return;
  const body = start.slice(start.search(/\r?\n\r?\n/)).trimStart();
  const known = isRequest ? (isRequest[1] === 'SIP' ? 'sip' : 'http') : undefined;
  const isBody = known === undefined && body.startsWith('{');
  const named: Framing = /"jsonrpc"/.test(body) ? 'lsp' : /"seq"/.test(body) ? 'dap' : { header: 'content-length' };
  yield {
    framing: known ?? (isBody ? named : { header: 'content-length', keepHeader: true }),
    bits: 40,
    isSign: always,
  };
}

function* binaryProtocols(bytes: Uint8Array): Generator<Protocol> {
  if (u16(bytes, 2) === 0 && bytes.length >= 8)
    yield {
      framing: 'modbus-tcp',
      least: 2,
      bits: 18,
      isSign: are(
        message => u16(message, 2) === 0 && message.length >= 8 && message.length <= 260 && isFunction(message[7]),
      ),
    };
  yield { framing: 'dns-tcp', least: 2, bits: 24, isSign: are(isDns) };
  yield { framing: 'iso8583', least: 2, bits: 18, isSign: are(isIso8583) };
  yield {
    framing: 'mqtt',
    least: 2,
    bits: 9,
    isSign: messages => are(isMqtt)(messages) && (beginsMqtt(messages[0]) || messages.length > 8),
  };
  yield { framing: 'mysql', least: 2, bits: 16, isSign: isMysql };
  yield { framing: 'amqp', bits: 24, isSign: always };
  yield { framing: 'postgres', bits: 26, isSign: messages => messages.some(({ length }) => length > 1) };
  yield { framing: 'protobuf', bits: 0, cost: 0, isSign: are(isProtobuf) };
  if (bytes[0] === 0x0b) yield { framing: 'mllp', bits: 20, isSign: always };
  if (bytes[0] === 2) yield { framing: 'stx-etx', bits: 8, cost: 8, isSign: always };
}

/** Escapes make these framings recognizable: anything else fails sooner or later. */
function* stuffedFramings(bytes: Uint8Array): Generator<Protocol> {
  const slipEnds = bytes.filter(byte => byte === 0xc0).length;
  const startsWithEnd = bytes[0] === 0xc0;
  if (slipEnds > 1 && (startsWithEnd || bytes.includes(0xdb)))
    yield { framing: 'slip', bits: startsWithEnd ? 8 : 4, cost: 12, isUncertain: !startsWithEnd, isSign: always };
  if ((bytes[0] ?? 0) > 0 && bytes.includes(0))
    yield { framing: 'cobs', bits: 7, cost: 10, isSign: messages => messages.length > 1 };
}

function are(isOne: (message: Uint8Array) => boolean): (messages: Messages) => boolean {
  return messages => messages.slice(0, 100).every(isOne);
}

/** Whether a message has more than one line: otherwise, lines explain as much. */
function isSeveralLines(messages: Messages): boolean {
  return messages.some(message => message.indexOf(10) < message.length - 1);
}

/** Whether values are arrays or objects, and not just lines. */
function areJson(messages: Messages): boolean {
  const areLines = messages.every((message, index) => index === 0 || /^[ \t]*\r?\n/.test(textOf(message, 20)));
  return messages.length > 1 && !areLines && are(message => /^\s*[{[]/.test(textOf(message, 64)))(messages);
}

function isFunction(byte = 0): boolean {
  return (byte & 0x7f) > 0 && (byte & 0x7f) < 0x30;
}

function isDns(message: Uint8Array): boolean {
  const opcode = ((message[4] ?? 0) >> 3) & 15;
  const questions = u16(message, 6);
  return (
    message.length >= 14 &&
    opcode < 7 &&
    ((message[5] ?? 0) & 0x40) === 0 &&
    questions <= 4 &&
    u16(message, 8) < 256 &&
    u16(message, 10) < 256
  );
}

/** The type of a message is four digits, in ASCII or in BCD. */
function isIso8583(message: Uint8Array): boolean {
  if (/^[0-29][1-8][0-9][0-5]/.test(textOf(message.subarray(2, 6)))) return true;
  const [version = 255, rest = 255] = message.subarray(2, 4);
  return (
    version >> 4 < 3 &&
    (version & 15) > 0 &&
    (version & 15) < 9 &&
    rest >> 4 < 10 &&
    (rest & 15) < 6 &&
    message.length > 12
  );
}

/** Whether a packet opens a connection, with the name of the protocol, or accepts one. */
function beginsMqtt(packet: Uint8Array = new Uint8Array()): boolean {
  const type = (packet[0] ?? 0) >> 4;
  return type === 1
    ? /^..?.?.?\0.MQ(TT|Isdp)/s.test(textOf(packet.subarray(1), 14))
    : type === 2 && (packet[2] ?? 2) < 2;
}

function isMqtt(message: Uint8Array): boolean {
  const [head = 0] = message;
  const type = head >> 4;
  const flags = head & 15;
  if (type === 3) return (flags & 6) !== 6;
  return type > 0 && flags === (type === 6 || type === 8 || type === 10 ? 2 : 0);
}

/** Packets are numbered: each begins a sequence or continues one. Answers to us are numbered on from our packets. */
function isMysql(messages: Messages): boolean {
  let next = -1;
  for (const message of messages.slice(0, 100)) {
    const number = message[3] ?? 0;
    if (number > 1 && number !== next && next >= 0) return false;
    if (message.length < 5) return false;
    next = (number + 1) & 255;
  }
  return true;
}

function isProtobuf(message: Uint8Array): boolean {
  const from = message.findIndex(byte => byte < 128) + 1;
  const tag = message[from];
  return tag === undefined || (tag >> 3 > 0 && [0, 1, 2, 5].includes(tag & 7));
}
