/** Framings in Python: how a message is sent, and a generator that yields each message once all of it has arrived. */
import type { Encoding, EndpointConfig, Framing } from '../endpointConfig.ts';
import { envelopeBytes } from '../framing/envelopeBytes.ts';
import { isFramingPair } from '../framing/framingOf.ts';
import { isFramingName, plainFraming } from '../framing/namedFramings.ts';
import { TextError } from '../phrase.ts';
import { prefixed } from './pythonLengthPrefix.ts';
import { decodedMessages, type PythonFraming, pythonBytes, raiseCut } from './pythonParts.ts';
import { cobsCode, slipCode } from './pythonStuffing.ts';

const lineEnds = {
  lf: { bytes: '\n', name: 'a line feed' },
  crlf: { bytes: '\r\n', name: 'a carriage return and a line feed' },
  cr: { bytes: '\r', name: 'a carriage return' },
};

/** @throws RangeError for a framing that no program is written for. */
export function pythonFraming({ framing, encoding = 'utf8' }: Pick<EndpointConfig, 'framing' | 'encoding'>) {
  return isFramingPair(framing) ? unwritten() : framingCode(framing ?? 'none', encoding);
}

function framingCode(framing: Framing, encoding: Encoding): PythonFraming {
  if (framing === 'none') return chunks;
  if (framing === 'slip') return stuffedMessages('SLIP (RFC 1055)', slipCode, 'slip_encode(message)');
  if (framing === 'cobs') return stuffedMessages('COBS', cobsCode, String.raw`cobs_encode(message) + b"\0"`);
  if (isFramingName(framing)) return framingCode(plainFraming(framing) ?? unwritten(), encoding);
  if (framing === 'json' || 'start' in framing || 'pattern' in framing || 'header' in framing) return unwritten();
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
  imports: ['codecs'],
  code: `
def receive_chunks(connection):
    """Yields the result of each read until the server closes the connection."""
    while chunk := connection.recv(65536):
        yield chunk
`,
  sent: 'message',
  answers: codec => [
    '# Also decodes a character that is split between two reads.',
    `for text in codecs.iterdecode(receive_chunks(connection), ${codec}, errors="replace"):`,
    '    print("Reply:", text, flush=True)',
  ],
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
  return {
    description,
    imports: [],
    code: `${constant} = ${end}


def receive_messages(connection):
    """Yields each message once it is complete: a read may return part of one, or several."""
    buffer = b""
    while chunk := connection.recv(65536):
        buffer += chunk
        *messages, buffer = buffer.split(${constant})
        yield from messages
    if buffer:
        ${raiseCut}
`,
    sent: `message + ${constant}`,
    answers: decodedMessages,
  };
}

const anyLines: PythonFraming = {
  description: 'Each message is a line that ends with LF, CR LF or CR.',
  imports: ['re'],
  code: String.raw`# A CR at the end of the buffer may be the first half of CR LF.
LINE_END = re.compile(rb"\r\n|\n|\r(?=.)", re.DOTALL)


def receive_messages(connection):
    """Yields each line once it is complete: a read may return part of one, or several."""
    buffer = b""
    while chunk := connection.recv(65536):
        buffer += chunk
        *lines, buffer = LINE_END.split(buffer)
        yield from lines
    if buffer.endswith(b"\r"):
        yield buffer[:-1]
    elif buffer:
        ${raiseCut}
`,
  sent: String.raw`message + b"\n"`,
  answers: decodedMessages,
};

function fixedMessages(bytes: number, encoding: Encoding): PythonFraming {
  // A single byte of padding is not a character in UTF-16.
  const padding = encoding.startsWith('utf16') ? String.raw`, b"\0"` : '';
  return {
    description: `Each message is ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} long.`,
    imports: [],
    code: `MESSAGE_BYTES = ${bytes}


def receive_messages(connection):
    """Yields each message once it is complete."""
    stream = connection.makefile("rb")
    while message := stream.read(MESSAGE_BYTES):  # waits for that many bytes
        if len(message) < MESSAGE_BYTES:
            ${raiseCut}
        yield message
`,
    sent: `message.ljust(MESSAGE_BYTES${padding})[:MESSAGE_BYTES]`,
    answers: decodedMessages,
  };
}

function pausedMessages(idleMs: number): PythonFraming {
  return {
    description: `A message ends when nothing arrives for ${idleMs} ms.`,
    imports: ['select'],
    code: `PAUSE = ${idleMs / 1000}  # seconds


def receive_messages(connection):
    """Yields everything that arrives without a pause in between."""
    while message := connection.recv(65536):
        while select.select([connection], [], [], PAUSE)[0]:
            chunk = connection.recv(65536)
            if not chunk:
                break  # the server closed the connection
            message += chunk
        yield message
`,
    sent: 'message',
    answers: decodedMessages,
  };
}

/** Returns code for messages whose encoding leaves one byte free to mark their end. */
function stuffedMessages(name: string, code: string, sent: string): PythonFraming {
  return { description: `Each message is one ${name} frame.`, imports: [], code, sent, answers: decodedMessages };
}
