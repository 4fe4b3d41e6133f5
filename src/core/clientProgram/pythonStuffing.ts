/** SLIP and COBS in Python, as short as readability permits. */
import { decodedMessages, type PythonFraming, raiseCut } from './pythonParts.ts';

const slipConstants = [
  String.raw`END, ESCAPE = b"\xc0", b"\xdb"`,
  String.raw`ESCAPED_END, ESCAPED_ESCAPE = b"\xdb\xdc", b"\xdb\xdd"`,
];

export const slipMessages: PythonFraming = {
  description: 'Each message is one SLIP (RFC 1055) frame.',
  sender: {
    constants: slipConstants,
    functions: [
      `def slip_encode(message):
    """Adds an END on both sides and escapes the two special bytes inside."""
    return END + message.replace(ESCAPE, ESCAPED_ESCAPE).replace(END, ESCAPED_END) + END`,
    ],
    sent: 'slip_encode(message)',
  },
  receiver: {
    constants: slipConstants,
    functions: [
      `def slip_decode(encoded):
    return encoded.replace(ESCAPED_END, END).replace(ESCAPED_ESCAPE, ESCAPE)`,
      `def receive_messages(connection):
    """Yields each message once it is complete: a read may return part of one, or several."""
    buffer = b""
    while chunk := connection.recv(65536):
        buffer += chunk
        *frames, buffer = buffer.split(END)
        for frame in frames:
            if frame:  # skip the empty frame between two ENDs
                yield slip_decode(frame)
    if buffer:
        ${raiseCut}`,
    ],
    answers: decodedMessages,
  },
};

export const cobsMessages: PythonFraming = {
  description: 'Each message is one COBS frame.',
  sender: {
    functions: [
      String.raw`def cobs_encode(message):
    """Removes the zeros: each block between them is preceded by its length plus one."""
    encoded = bytearray()
    for block in message.split(b"\0"):
        while len(block) >= 254:  # the longest block; no zero follows it
            encoded += b"\xff" + block[:254]
            block = block[254:]
        encoded += bytes([len(block) + 1]) + block
    return bytes(encoded)`,
    ],
    sent: String.raw`cobs_encode(message) + b"\0"`,
  },
  receiver: {
    functions: [
      String.raw`def cobs_decode(encoded):
    message = bytearray()
    at = 0
    while at < len(encoded):
        code = encoded[at]
        message += encoded[at + 1 : at + code]
        at += code
        if code < 255 and at < len(encoded):
            message += b"\0"
    return bytes(message)`,
      String.raw`def receive_messages(connection):
    """Yields each message once it is complete: a read may return part of one, or several."""
    buffer = b""
    while chunk := connection.recv(65536):
        buffer += chunk
        *frames, buffer = buffer.split(b"\0")
        for frame in frames:
            if frame:  # skip the empty frame between two zeros
                yield cobs_decode(frame)
    if buffer:
        ${raiseCut}`,
    ],
    answers: decodedMessages,
  },
};
