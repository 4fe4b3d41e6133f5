/** Length prefixes in Python: how a message gets its length, and how messages are read by it. */
import type { BinaryLength, LengthPrefix, LengthPrefixOptions } from '../endpointConfig.ts';
import { envelopeBytes } from '../framing/envelopeBytes.ts';
import { LengthEnvelope, lengthCodec } from '../framing/length/lengthEnvelope.ts';
import { TextError } from '../phrase.ts';
import { lengthCode } from './pythonLengthField.ts';
import { decodedMessages, type PythonFraming, pythonBytes, raiseCut, readExactly } from './pythonParts.ts';

/** @throws RangeError for a length of variable size that counts its own field: the program would be hard to read. */
export function prefixed(prefix: LengthPrefix): PythonFraming {
  const { adjust = 0, trailer, jsonHeader } = prefix;
  if ('bytes' in prefix && adjust === 0 && trailer === undefined && !jsonHeader) return binaryPrefixed(prefix);
  const { minBytes, maxBytes } = lengthCodec(prefix);
  if (prefix.includesHeader && minBytes !== maxBytes)
    throw new TextError('no program can be created: the length has a variable size and includes its header');
  const length = lengthCode(prefix);
  const imports = jsonHeader ? ['json'] : [];
  const shared = constants(prefix);
  const added = jsonHeader?.add && `HEADER = json.loads(${JSON.stringify(JSON.stringify(jsonHeader.add))})`;
  return {
    description: jsonHeader
      ? `Each message has a JSON header, which begins with its own length ${length.description}${before(prefix.offset)}.`
      : `Each message begins with its length ${length.description}${before(prefix.offset)}.`,
    sender: {
      imports,
      constants: added === undefined ? shared : [...shared, added],
      functions: [length.write, framedCode(prefix)],
      sent: 'framed(message)',
    },
    receiver: {
      imports,
      constants: shared,
      functions: [readExactly, length.read, receiveCode(prefix)],
      answers: decodedMessages,
    },
  };
}

function binaryPrefixed(prefix: BinaryLength & LengthPrefixOptions): PythonFraming {
  const { bytes, endian, offset = 0, includesHeader = false } = prefix;
  const field = offset > 0 ? `header[${offset}:]` : 'header';
  const constants = [`HEADER_BYTES = ${offset + bytes}`];
  const counted = includesHeader ? 'HEADER_BYTES + len(message)' : 'len(message)';
  const length = `(${counted}).to_bytes(${bytes}, "${endian}")`.replace('(len(message)).', 'len(message).');
  return {
    description: `Each message begins with its length in ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}${before(offset)}.`,
    sender: {
      constants: includesHeader ? constants : [],
      sent: `${offset > 0 ? `bytes(${offset}) + ` : ''}${length} + message`,
    },
    receiver: {
      constants,
      functions: [
        `def receive_messages(connection):
    """Yields each message without its header, once it is complete."""
    stream = connection.makefile("rb")
    while header := stream.read(HEADER_BYTES):  # waits for that many bytes
        length = int.from_bytes(${field}, "${endian}")${includesHeader ? ' - HEADER_BYTES  # it counts the header, too' : ''}
        message = stream.read(length)
        if len(header) < HEADER_BYTES or len(message) < length:
            ${raiseCut}
        yield message`,
      ],
      answers: decodedMessages,
    },
  };
}

function before(offset = 0): string {
  return offset > 0 ? `, after ${offset} ${offset === 1 ? 'byte' : 'bytes'} of other data` : '';
}

/** Returns lines with the values that the functions use. */
function constants({ trailer, jsonHeader, ...field }: LengthPrefix): string[] {
  return [
    ...('digitsUntil' in field ? [`LENGTH_END = ${pythonBytes(envelopeBytes(field.digitsUntil))}`] : []),
    ...(trailer === undefined ? [] : [`TRAILER = ${pythonBytes(envelopeBytes(trailer))}`]),
    ...(jsonHeader ? [`LENGTH_FIELD = ${JSON.stringify(jsonHeader.field)}`] : []),
  ];
}

function framedCode(prefix: LengthPrefix): string {
  const { offset = 0, trailer, jsonHeader } = prefix;
  const added = jsonHeader?.add ? '**HEADER, ' : '';
  const parts = [
    ...(offset > 0 ? [`bytes(${offset})`] : []),
    `write_length(${plus(`len(${jsonHeader ? 'header' : 'message'})`, excessOf(prefix))})`,
    ...(jsonHeader ? ['header'] : []),
    'message',
    ...(trailer === undefined ? [] : ['TRAILER']),
  ];
  const header = jsonHeader ? `    header = json.dumps({${added}LENGTH_FIELD: len(message)}).encode()\n` : '';
  return `def framed(message):
    """Returns a message as it is sent."""
${header}    return ${parts.join(' + ')}`;
}

function receiveCode(prefix: LengthPrefix): string {
  const { offset = 0, trailer, jsonHeader } = prefix;
  const length = plus('read_length(stream)', -excessOf(prefix));
  const payload = jsonHeader ? 'int(header[LENGTH_FIELD])' : length;
  const lines = [
    ...(offset > 0 ? [`read_exactly(stream, ${offset})`] : []),
    ...(jsonHeader ? [`header = json.loads(read_exactly(stream, ${length}))`] : []),
    `message = read_exactly(stream, ${payload})`,
    ...(trailer === undefined ? [] : ['read_exactly(stream, len(TRAILER))']),
    'yield message',
  ];
  return `def receive_messages(connection):
    """Yields each message without its header, once it is complete."""
    stream = connection.makefile("rb")
    while stream.peek(1):  # until the server closes the connection
        ${lines.join('\n        ')}`;
}

/** Returns how much more the length counts than the bytes behind it. */
function excessOf(prefix: LengthPrefix): number {
  const envelope = new LengthEnvelope(lengthCodec(prefix), prefix);
  return envelope.excess(envelope.field.minBytes);
}

/** Returns `length + 4`, for example. */
function plus(expression: string, count: number): string {
  if (count === 0) return expression;
  return count > 0 ? `${expression} + ${count}` : `${expression} - ${-count}`;
}
