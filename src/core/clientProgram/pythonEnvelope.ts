/** Messages between a start and an end, and after a header with their length, in Python. */
import type { EnclosedFraming } from '../endpointConfig.ts';
import { envelopeBytes } from '../framing/envelopeBytes.ts';
import { TextError } from '../phrase.ts';
import { decodedMessages, type PythonFraming, pythonBytes, raiseCut, readExactly } from './pythonParts.ts';

/** @throws RangeError for a start and an end that share bytes: the program would be hard to read. */
export function enclosedMessages({ start: givenStart, end: givenEnd }: EnclosedFraming): PythonFraming {
  const [start, end] = [envelopeBytes(givenStart), envelopeBytes(givenEnd)];
  if (sharesBytes(start, end))
    throw new TextError('no program can be created: the start of a message and its end share bytes');
  const constants = [`MESSAGE_START = ${pythonBytes(start)}`, `MESSAGE_END = ${pythonBytes(end)}`];
  return {
    description: 'Each message stands between a start and an end.',
    sender: { constants, sent: 'MESSAGE_START + message + MESSAGE_END' },
    receiver: {
      constants,
      functions: [
        `def receive_messages(connection):
    """Yields each message once it is complete: a read may return part of one, or several."""
    buffer = b""
    while chunk := connection.recv(65536):
        buffer += chunk
        *parts, buffer = buffer.split(MESSAGE_END)
        for part in parts:
            _, start, message = part.rpartition(MESSAGE_START)
            if start:  # what stands before a start belongs to no message
                yield message
    if MESSAGE_START in buffer:
        ${raiseCut}`,
      ],
      answers: decodedMessages,
    },
  };
}

/** Whether one sequence may be found across the border of the other. */
function sharesBytes(start: Uint8Array, end: Uint8Array): boolean {
  return start.some(byte => end.includes(byte));
}

export const headedMessages: PythonFraming = {
  description: 'Each message follows header lines, of which Content-Length says how many bytes it has.',
  sender: { sent: String.raw`b"Content-Length: %d\r\n\r\n" % len(message) + message` },
  receiver: {
    functions: [
      readExactly,
      `def read_content_length(stream):
    """Reads the header up to the blank line that ends it."""
    length = None
    while line := stream.readline().strip():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    if length is None:
        raise ValueError("A header has no Content-Length.")
    return length`,
      `def receive_messages(connection):
    """Yields each message without its header, once it is complete."""
    stream = connection.makefile("rb")
    while stream.peek(1):  # until the server closes the connection
        yield read_exactly(stream, read_content_length(stream))`,
    ],
    answers: decodedMessages,
  },
};
