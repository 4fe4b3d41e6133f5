/** Framings in Python: how a message is sent, and a generator that yields each message once all of it has arrived. */
import type { Encoding, EndpointConfig, Framing, FramingName } from '../endpointConfig.ts';
import { envelopeBytes } from '../framing/envelopeBytes.ts';
import { framingOf, isFramingPair } from '../framing/framingOf.ts';
import { isFramingName, plainFraming } from '../framing/namedFramings.ts';
import { TextError } from '../phrase.ts';
import { enclosedMessages, headedMessages } from './pythonEnvelope.ts';
import { jsonMessages } from './pythonJson.ts';
import { prefixed } from './pythonLengthPrefix.ts';
import {
  decodedMessages,
  type PythonFraming,
  type PythonHalf,
  type PythonSender,
  pythonBytes,
  raiseCut,
} from './pythonParts.ts';
import { cobsMessages, slipMessages } from './pythonStuffing.ts';

const lineEnds = {
  lf: { bytes: '\n', name: 'a line feed' },
  crlf: { bytes: '\r\n', name: 'a carriage return and a line feed' },
  cr: { bytes: '\r', name: 'a carriage return' },
};

/** What a program needs for both directions. */
export interface PythonParts {
  /** Text for the program's first lines. */
  readonly description: string;
  readonly imports: readonly string[];
  /** Constants and functions, including the generator of received messages. */
  readonly code: string;
  /** Expression for the bytes on the wire, given the bytes `message`. */
  readonly sent: string;
  /** Lines that print each message as text, decoded with a Python codec. */
  readonly answers: (codec: string) => readonly string[];
}

/**
 * Returns the parts of a program. It sends what the endpoint receives, and the reverse.
 * @throws RangeError for a framing that no program is written for.
 */
export function pythonFraming({
  framing,
  encoding = 'utf8',
}: Pick<EndpointConfig, 'framing' | 'encoding'>): PythonParts {
  const sending = framingCode(framingOf(framing, 'in'), encoding);
  if (!isFramingPair(framing)) return joined(sending.description, sending);
  const receiving = framingCode(framing.out, encoding);
  const description = `To the server: ${inSentence(sending.description)}

From the server: ${inSentence(receiving.description)}
`;
  const sender = withOwnNames(sending.sender, receiving.receiver);
  return joined(description, { sender, receiver: receiving.receiver });
}

function inSentence(description: string): string {
  return description.charAt(0).toLowerCase() + description.slice(1);
}

function joined(description: string, { sender, receiver }: Omit<PythonFraming, 'description'>): PythonParts {
  const all = <Key extends 'imports' | 'constants' | 'functions'>(key: Key) => [
    ...new Set([...(sender[key] ?? []), ...(receiver[key] ?? [])]),
  ];
  const code = [all('constants').join('\n'), ...all('functions')].join('\n\n\n').replace(/^\n\n/, '');
  return {
    description,
    imports: all('imports').sort(),
    code: `${code}\n`,
    sent: sender.sent,
    answers: receiver.answers,
  };
}

/** Renames constants of what is sent that have another value in what is received. */
function withOwnNames(sender: PythonSender, { constants: others = [] }: PythonHalf): PythonSender {
  const { constants = [], functions = [], sent } = sender;
  const nameOf = (constant: string) => /^(?:#.*\n)*(\w+) = /.exec(constant)?.[1] ?? '';
  const taken = new Set(others.filter(one => !constants.includes(one)).map(nameOf));
  const renamed = constants.map(nameOf).filter(name => name !== '' && taken.has(name));
  const named = (code: string) =>
    renamed.reduce((text, name) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `SENT_${name}`), code);
  return {
    ...sender,
    // A value may contain the name of another one.
    constants: constants.map(one => (renamed.includes(nameOf(one)) ? `SENT_${one}` : one)),
    functions: functions.map(named),
    sent: named(sent),
  };
}

/** Decoders of their own that read what a framing reads that can be written out. */
const writtenOut: Partial<Record<FramingName, Framing>> = {
  netstring: { lengthPrefix: { digitsUntil: ':', trailer: ',' } },
  mqtt: { lengthPrefix: { varint: true, offset: 1 } },
};

/** Returns a framing as the program has it: written out, if it can be. */
export function programFraming(framing: Framing): Framing {
  return isFramingName(framing) ? (writtenOut[framing] ?? plainFraming(framing) ?? framing) : framing;
}

function framingCode(framing: Framing, encoding: Encoding): PythonFraming {
  if (framing === 'none') return chunks;
  if (framing === 'slip') return slipMessages;
  if (framing === 'cobs') return cobsMessages;
  if (isFramingName(framing)) {
    const written = programFraming(framing);
    return written === framing ? unwritten() : framingCode(written, encoding);
  }
  if (framing === 'json') return jsonMessages;
  if ('pattern' in framing) return unwritten();
  if ('start' in framing) return enclosedMessages(framing);
  if ('header' in framing) return framing.keepHeader ? unwritten() : headedMessages;
  if ('line' in framing) return framing.line === 'any' ? anyLines : lines(lineEnds[framing.line]);
  if ('delimiter' in framing) {
    const end = pythonBytes(envelopeBytes(framing.delimiter));
    return ended('A delimiter ends each message.', 'DELIMITER', end);
  }
  if ('fixed' in framing) return fixedMessages(framing.fixed, encoding);
  if ('lengthPrefix' in framing) return prefixed(framing.lengthPrefix);
  return pausedMessages(framing.idleMs);
}

function unwritten(): never {
  throw new TextError('Portside can’t create a Python client for this framing yet');
}

const chunks: PythonFraming = {
  description: 'The bytes have no framing: TCP may split a reply anywhere, or join several.',
  sender: { sent: 'message' },
  receiver: {
    imports: ['codecs'],
    functions: [
      `def receive_chunks(connection):
    """Yields the result of each read until the server closes the connection."""
    while chunk := connection.recv(65536):
        yield chunk`,
    ],
    answers: codec => [
      '# Also decodes a character that is split between two reads.',
      `for text in codecs.iterdecode(receive_chunks(connection), ${codec}, errors="replace"):`,
      '    print("Reply:", text, flush=True)',
    ],
  },
};

function lines({ bytes, name }: { bytes: string; name: string }): PythonFraming {
  return ended(
    `Each message is a line that ends with ${name}.`,
    'LINE_END',
    pythonBytes(new TextEncoder().encode(bytes)),
  );
}

/** Returns code for messages followed by `end`, the value of `constant`. */
function ended(description: string, constant: string, end: string): PythonFraming {
  const constants = [`${constant} = ${end}`];
  return {
    description,
    sender: { constants, sent: `message + ${constant}` },
    receiver: {
      constants,
      functions: [
        `def receive_messages(connection):
    """Yields each message once it is complete: a read may return part of one, or several."""
    buffer = b""
    while chunk := connection.recv(65536):
        buffer += chunk
        *messages, buffer = buffer.split(${constant})
        yield from messages
    if buffer:
        ${raiseCut}`,
      ],
      answers: decodedMessages,
    },
  };
}

const anyLines: PythonFraming = {
  description: 'Each message is a line that ends with LF, CR LF or CR.',
  sender: { sent: String.raw`message + b"\n"` },
  receiver: {
    imports: ['re'],
    constants: [
      String.raw`# A CR at the end of the buffer may be the first half of CR LF.
LINE_END = re.compile(rb"\r\n|\n|\r(?=.)", re.DOTALL)`,
    ],
    functions: [
      String.raw`def receive_messages(connection):
    """Yields each line once it is complete: a read may return part of one, or several."""
    buffer = b""
    while chunk := connection.recv(65536):
        buffer += chunk
        *lines, buffer = LINE_END.split(buffer)
        yield from lines
    if buffer.endswith(b"\r"):
        yield buffer[:-1]
    elif buffer:
        ${raiseCut}`,
    ],
    answers: decodedMessages,
  },
};

function fixedMessages(bytes: number, encoding: Encoding): PythonFraming {
  // A single byte of padding is not a character in UTF-16.
  const padding = encoding.startsWith('utf16') ? String.raw`, b"\0"` : '';
  const constants = [`MESSAGE_BYTES = ${bytes}`];
  return {
    description: `Each message is ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} long.`,
    sender: { constants, sent: `message.ljust(MESSAGE_BYTES${padding})[:MESSAGE_BYTES]` },
    receiver: {
      constants,
      functions: [
        `def receive_messages(connection):
    """Yields each message once it is complete."""
    stream = connection.makefile("rb")
    while message := stream.read(MESSAGE_BYTES):  # waits for that many bytes
        if len(message) < MESSAGE_BYTES:
            ${raiseCut}
        yield message`,
      ],
      answers: decodedMessages,
    },
  };
}

function pausedMessages(idleMs: number): PythonFraming {
  return {
    description: `A message ends when nothing arrives for ${idleMs} ms.`,
    sender: { sent: 'message' },
    receiver: {
      imports: ['select'],
      constants: [`PAUSE = ${idleMs / 1000}  # seconds`],
      functions: [
        `def receive_messages(connection):
    """Yields everything that arrives without a pause in between."""
    while message := connection.recv(65536):
        while select.select([connection], [], [], PAUSE)[0]:
            chunk = connection.recv(65536)
            if not chunk:
                break  # the server closed the connection
            message += chunk
        yield message`,
      ],
      answers: decodedMessages,
    },
  };
}
