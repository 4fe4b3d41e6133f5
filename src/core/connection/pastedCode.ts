/** Parses connections copied from code rather than from a command line: bash's redirections and Python's addresses. */
import type { EndpointConfig } from '../endpointConfig.ts';
import { configOfTarget } from './connectionTarget.ts';
import { portNumber } from './defaultPorts.ts';

/** Paths that bash itself opens as sockets in redirections; no such files exist. */
const bashDevice = /\/dev\/(tcp|udp)\/([^\s/'"<>|;&()]+)\/([^\s/'"<>|;&()]+)/;

/** Matches `("host", 9000)`, with flow and scope after the port for IPv6, and the function that it is passed to. */
const pythonAddress =
  /(?:\b(?<call>bind|create_server|sendto)\([^()]{0,200})?\(\s*(?<quote>["'])(?<host>[^"'()\s]*)\k<quote>\s*,\s*(?<port>\d{1,9})\s*(?:,\s*\d{1,9}\s*){0,2},?\s*\)/;

/** Whether a text contains one of bash's devices, which look like paths. */
export function namesBashDevice(text: string): boolean {
  return bashDevice.test(text);
}

/** Returns the endpoint for `/dev/tcp/host/port`, in a redirection or alone. @throws RangeError for an invalid host or port. */
export function parseBashDevice(text: string): EndpointConfig | undefined {
  const [, protocol, host, port] = bashDevice.exec(text) ?? [];
  if (host === undefined || port === undefined) return undefined;
  return configOfTarget({ udp: protocol === 'udp', host, port: portNumber(port) });
}

/**
 * Returns the endpoint for a Python address, alone or in a call: `bind` and `create_server` listen, `sendto` is UDP.
 * @throws RangeError for an invalid host or port.
 */
export function parsePythonAddress(text: string): EndpointConfig | undefined {
  const { call, host, port } = pythonAddress.exec(text)?.groups ?? {};
  if (host === undefined || port === undefined) return undefined;
  const udp = call === 'sendto' || /\bSOCK_DGRAM\b/.test(text);
  const listen = call === 'bind' || call === 'create_server' || host === '';
  return configOfTarget({ udp, listen, host: host || (listen ? undefined : host), port });
}
