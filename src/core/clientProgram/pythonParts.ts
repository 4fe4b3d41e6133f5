/** What the programs of all framings are made of. */
import { byteFormats } from '../bytes/byteFormats.ts';

/** What one direction of a framing needs. */
export interface PythonHalf {
  /** Modules to import besides `socket`. */
  readonly imports?: readonly string[];
  /** Assignments, such as `LINE_END = b"\\n"`, each with a comment before it if it needs one. */
  readonly constants?: readonly string[];
  readonly functions?: readonly string[];
}

export interface PythonSender extends PythonHalf {
  /** Expression for the bytes on the wire, given the bytes `message`. */
  readonly sent: string;
}

export interface PythonReceiver extends PythonHalf {
  /** Lines that print each message as text, decoded with a Python codec. The last function yields the messages. */
  readonly answers: (codec: string) => readonly string[];
}

export interface PythonFraming {
  /** A sentence for the program's first line. */
  readonly description: string;
  readonly sender: PythonSender;
  readonly receiver: PythonReceiver;
}

/** Code that makes every generator fail if the stream ends inside a message. */
export const raiseCut = 'raise EOFError("The connection ended in the middle of a message.")';

export const readExactly = `def read_exactly(stream, count):
    data = stream.read(count)
    if len(data) < count:
        ${raiseCut}
    return data`;

export const decodedMessages = (codec: string) => [
  'for message in receive_messages(connection):',
  `    print("Reply:", message.decode(${codec}, errors="replace"), flush=True)`,
];

/** Returns `b"\r\n"`, for example: with double quotes, like the rest of the program. */
export function pythonBytes(bytes: Uint8Array): string {
  const literal = byteFormats.pythonBytes.write(bytes);
  return literal.startsWith("b'") && !/["]|\\'/.test(literal) ? `b"${literal.slice(2, -1)}"` : literal;
}
