/** What the programs of all framings are made of. */
import { byteFormats } from '../bytes/byteFormats.ts';

export interface PythonFraming {
  /** A sentence for the program's first line. */
  readonly description: string;
  /** Modules to import besides `socket`. */
  readonly imports: readonly string[];
  /** Constants and functions, including the generator of received messages. */
  readonly code: string;
  /** Expression for the bytes on the wire, given the bytes `message`. */
  readonly sent: string;
  /** Lines that print each message as text, decoded with a Python codec. */
  readonly answers: (codec: string) => readonly string[];
}

/** Code that makes every generator fail if the stream ends inside a message. */
export const raiseCut = 'raise EOFError("The connection ended in the middle of a message.")';

export const decodedMessages = (codec: string) => [
  'for message in receive_messages(connection):',
  `    print("Reply:", message.decode(${codec}, errors="replace"), flush=True)`,
];

/** Returns `b"\r\n"`, for example: with double quotes, like the rest of the program. */
export function pythonBytes(bytes: Uint8Array): string {
  const literal = byteFormats.pythonBytes.write(bytes);
  return literal.startsWith("b'") && !/["]|\\'/.test(literal) ? `b"${literal.slice(2, -1)}"` : literal;
}
