/** Generates a Python client that says hello and prints the replies, in the endpoint's framing and encoding. */
import { isLoopback, isWildcard, parseAddress } from '../address.ts';
import { encodeText } from '../bytes/encodeText.ts';
import type { EndpointConfig, Framing } from '../endpointConfig.ts';
import { framingOf } from '../framing/framingOf.ts';
import { framingFor } from '../framing/framings.ts';
import { isStream } from '../kinds.ts';
import { TextError } from '../phrase.ts';
import { programFraming, pythonFraming } from './pythonFraming.ts';

/** An open endpoint; `address` is the bound one. */
export interface ProgramTarget {
  readonly config: EndpointConfig;
  readonly address: string;
}

/** Candidates for the program's first message. The framing may reject some, since any text can be a delimiter. */
const greetings = ['Hello! Who is there?', 'Hi', 'ping', '世界'];
const jsonGreeting = '{"hello": "Who is there?"}';
/** Longer messages would hide the rest of the program. */
const maxGreetingUnits = 1000;
const codecs = { utf8: 'utf-8', latin1: 'latin-1', utf16le: 'utf-16-le', utf16be: 'utf-16-be' } as const;

/**
 * Returns the source of a program for Python 3.8 and later that needs only the standard library. `hello` is its first
 * message.
 * @throws RangeError for an address that Python's sockets can't connect to.
 */
export function clientProgram(target: ProgramTarget, hello = helloFor(target.config)): string {
  const { encoding = 'utf8' } = target.config;
  const codec = JSON.stringify(codecs[encoding]);
  const message = `message = ${JSON.stringify(hello)}.encode(${codec})`;
  return isStream(target.config) ? stream(target, message, codec) : datagrams(target, message, codec);
}

function helloFor(config: EndpointConfig): string {
  const { encoding = 'utf8' } = config;
  const plain = programFraming(framingOf(config.framing, 'in'));
  const isFixed = typeof plain === 'object' && 'fixed' in plain;
  // The program itself pads or truncates these.
  if (!isStream(config) || isFixed) return greetings[0] ?? '';
  const encoder = framingFor(withoutOffset(plain)).encoder();
  const sendable = [...greetings, paddedGreeting(plain), jsonGreeting].find(text => {
    try {
      const bytes = encodeText(text, encoding);
      encoder.encode(bytes);
      // A text that contains its own end wouldn't be visible in the reply.
      return (encoder.content?.(bytes) ?? bytes).length === bytes.length;
    } catch {
      return false;
    }
  });
  return sendable ?? '';
}

/** Returns a greeting for messages that can't be short, because their length doesn't count all of them. */
function paddedGreeting(framing: Framing): string {
  const { adjust = 0 } = typeof framing === 'object' && 'lengthPrefix' in framing ? framing.lengthPrefix : {};
  return (greetings[0] ?? '').padEnd(Math.min(adjust, maxGreetingUnits));
}

/** Returns the framing of messages without a header of their own: the program itself adds it. */
function withoutOffset(framing: Framing): Framing {
  if (typeof framing !== 'object' || !('lengthPrefix' in framing)) return framing;
  const { offset = 0, ...prefix } = framing.lengthPrefix;
  const counted = prefix.includesHeader ? offset : 0;
  return { lengthPrefix: { ...prefix, adjust: (prefix.adjust ?? 0) - counted } };
}

function stream(target: ProgramTarget, message: string, codec: string): string {
  const { description, imports, code, sent, answers } = pythonFraming(target.config);
  return `"""${description}"""
${[...imports, 'socket'].map(name => `import ${name}`).join('\n')}

${code}

${connected(target)}
    ${message}
    connection.sendall(${sent})
    print("Sent a hello. Waiting for a reply...", flush=True)
    ${answers(codec).join('\n    ')}
print("The server closed the connection.")
`;
}

/** The first lines of a `with` block in which `connection` is open. */
function connected({ address }: ProgramTarget): string {
  const { scheme, path } = parseAddress(address);
  if (scheme === 'pipe') throw new TextError('Python’s sockets can’t connect to a Windows pipe');
  return path === undefined
    ? `with socket.create_connection(${placeOf(address)}) as connection:`
    : `with socket.socket(socket.AF_UNIX) as connection:\n    connection.connect(${JSON.stringify(path)})`;
}

function datagrams({ config, address }: ProgramTarget, message: string, codec: string): string {
  const { host } = parseAddress(address);
  const { remote } = config;
  const isRemote = config.connected === true && remote !== undefined && isLoopback(parseAddress(remote).host);
  return `"""Each datagram is one message."""
import socket

with socket.socket(socket.${host.includes(':') ? 'AF_INET6' : 'AF_INET'}, socket.SOCK_DGRAM) as client:
${isRemote ? `    client.bind(${placeOf(remote)})  # the only address that the endpoint receives from\n` : ''}    ${message}
    client.sendto(message, ${placeOf(address)})
    print("Sent a hello. Waiting for a reply...", flush=True)
    reply = client.recv(65535)
    print("Reply:", reply.decode(${codec}, errors="replace"), flush=True)
`;
}

/** Returns `("127.0.0.1", 9000)`, for example. An endpoint on all interfaces is reached through loopback. */
function placeOf(address: string): string {
  const { host, port } = parseAddress(address);
  if (port === 0) throw new TextError('the endpoint has no port yet: start it first');
  const reachable = isWildcard(host) ? (host.includes(':') ? '::1' : '127.0.0.1') : host;
  return `(${JSON.stringify(reachable)}, ${port})`;
}
