/** Parses command lines of `nc`, `ncat`, `netcat` and `telnet`. */
import type { EndpointConfig } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { type ConnectionTarget, configOfTarget } from './connectionTarget.ts';
import { portNumber } from './defaultPorts.ts';
import { readNetcatArguments } from './netcatOptions.ts';

/** Units of ncat's times; the default is seconds. */
const unitsMs = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** Returns the endpoint for the words after `nc`. @throws RangeError for anything that Portside doesn't support or understand. */
export function parseNetcat(words: readonly string[]): EndpointConfig {
  const { options, operands } = readNetcatArguments(words);
  const target = {
    udp: options.has('udp'),
    listen: options.has('listen'),
    ipv6: options.has('ipv6'),
    crlf: options.has('crlf'),
    broadcast: options.has('broadcast'),
    connectTimeoutMs: durationMs(options.get('wait')),
  };
  const source = options.get('source');
  const sourcePort = options.get('source-port') ?? options.get('local-port');
  if (options.has('unixsock')) {
    const [path = ''] = atMost(1, operands);
    return configOfTarget({ ...target, path });
  }
  if (target.listen) return configOfTarget({ ...target, ...listeningAt(operands, sourcePort, source) });
  return configOfTarget({ ...target, ...reaching(operands), sourceHost: source, sourcePort });
}

/** Returns the endpoint for the words after `telnet`. @throws RangeError as `parseNetcat` does. */
export function parseTelnet(words: readonly string[]): EndpointConfig {
  const operands = words.filter(word => !/^-[468EKLdr]+$/.test(word));
  const option = operands.find(word => word.startsWith('-'));
  if (option !== undefined) throw new TextError('unknown telnet option {0}: use telnet host port', option);
  return configOfTarget(reaching(operands.length === 1 ? [...operands, 'telnet'] : operands));
}

function reaching(operands: readonly string[]): ConnectionTarget {
  const [host, port = ''] = atMost(2, operands);
  return { host, port: portNumber(port) };
}

/** Parses `-l 9000`, `-l host 9000`, `-l -p 9000`, `-l -p 9000 host`. */
function listeningAt(
  operands: readonly string[],
  port: string | undefined,
  source: string | undefined,
): ConnectionTarget {
  if (port !== undefined) return { host: atMost(1, operands)[0] ?? source, port: portNumber(port) };
  const [last = '', host = source] = atMost(2, operands).toReversed();
  return { host, port: portNumber(last) };
}

function atMost(most: number, operands: readonly string[]): readonly string[] {
  if (operands.length <= most) return operands;
  throw new TextError(
    'unexpected "{0}" after "{1}"',
    operands.slice(most).join(' '),
    operands.slice(0, most).join(' '),
  );
}

function durationMs(text: string | undefined): number {
  if (text === undefined) return 0;
  const [, amount, unit = 's'] = /^(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (amount === undefined) throw new TextError('"{0}" isn’t a valid timeout: -w takes seconds', text);
  return Number(amount) * (unitsMs.get(unit) ?? 0);
}
