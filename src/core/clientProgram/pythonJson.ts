/** JSON values, one after another, in Python. */
import type { PythonFraming } from './pythonParts.ts';

export const jsonMessages: PythonFraming = {
  description: 'Each message is a JSON value; nothing separates them.',
  sender: { sent: 'message' },
  receiver: {
    imports: ['codecs', 'json'],
    functions: [
      `def receive_chunks(connection):
    """Yields the result of each read until the server closes the connection."""
    while chunk := connection.recv(65536):
        yield chunk`,
      `def receive_values(texts):
    """Yields the text of each JSON value once it is complete."""
    decoder = json.JSONDecoder()
    buffer = ""
    for text in texts:
        buffer = (buffer + text).lstrip()
        while buffer:
            try:
                value, end = decoder.raw_decode(buffer)
            except ValueError:
                break  # the rest of the value is still to come
            if type(value) in (int, float) and not buffer[end:].strip("0123456789+-.eE"):
                break  # the number may go on
            yield buffer[:end]
            buffer = buffer[end:].lstrip()
    if buffer:
        json.loads(buffer)  # raises an error if the last value isn't complete
        yield buffer`,
    ],
    answers: codec => [
      `for value in receive_values(codecs.iterdecode(receive_chunks(connection), ${codec})):`,
      '    print("Reply:", value, flush=True)',
    ],
  },
};
