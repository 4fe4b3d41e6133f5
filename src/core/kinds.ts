/** The kinds of endpoints: one table of what each kind is, and the questions that everything else asks about an endpoint. */
import { parseAddress } from './address.ts';
import type { EndpointConfig, EndpointKind, SocketOptions } from './endpointConfig.ts';
import { type Phrase, phrase } from './phrase.ts';

/** The part of a config that questions need. One kind can carry streams or datagrams, depending on its address. */
export type KindConfig = Pick<EndpointConfig, 'kind' | 'address'>;

/** The UI's name for the peers of an endpoint: the clients of a server, the server of a client, the senders of datagrams. */
export type PeerRole = 'client' | 'server' | 'sender';

interface Kind {
  /** Its name, alone or within a sentence. */
  readonly label: Phrase;
  /** Name of a codicon. */
  readonly icon: string;
  /** A sentence for the form: what an endpoint of this kind does. */
  readonly purpose: Phrase;
  /** Help for the address in the form, with examples. */
  readonly addressHelp: Phrase;
  /** The input box that asks for an address. */
  readonly question: { readonly title: Phrase; readonly prompt: Phrase; readonly placeHolder: string };
  isStream(config: KindConfig): boolean;
  /** Whether its address is the one it listens on; otherwise, it connects to it. */
  readonly listens: boolean;
  readonly manyPeers: boolean;
  /** Keys of a config that not all kinds have. */
  readonly fields: readonly (keyof EndpointConfig)[];
  /** Socket options that have an effect. */
  readonly options: readonly (keyof SocketOptions)[];
}

const streamFields = ['framing', 'greeting', 'closeAfterGreeting', 'files'] as const;
const streamOptions = ['noDelay', 'keepAliveMs'] as const;

/** In the order in which they're offered. */
export const kinds: Readonly<Record<EndpointKind, Kind>> = {
  'tcp-server': {
    label: phrase('TCP server'),
    icon: 'server',
    purpose: phrase('A TCP server waits for clients.'),
    addressHelp: phrase(
      'For example :9000 (this machine only), 0.0.0.0:9000 (other machines too), or unix:/tmp/my.sock. Port 0 picks a free port.',
    ),
    question: {
      title: phrase('Start TCP Server'),
      prompt: phrase('Port to listen on. Reachable only from this machine unless you enter 0.0.0.0:port.'),
      placeHolder: '9000, 0.0.0.0:9000, [::1]:9000, unix:/tmp/server.sock',
    },
    isStream: () => true,
    listens: true,
    manyPeers: true,
    fields: [...streamFields, 'maxPeers', 'backlog'],
    options: streamOptions,
  },
  'tcp-client': {
    label: phrase('TCP client'),
    icon: 'plug',
    purpose: phrase('A TCP client connects to a server.'),
    addressHelp: phrase('Address of the server, for example localhost:9000, [::1]:9000, or unix:/tmp/my.sock.'),
    question: {
      title: phrase('Connect to TCP Server'),
      prompt: phrase('Port on this machine, or host:port of the server.'),
      placeHolder: '9001, example.com:80, unix:/tmp/server.sock',
    },
    isStream: () => true,
    listens: false,
    manyPeers: false,
    fields: [...streamFields, 'connectTimeoutMs', 'reconnect'],
    options: [...streamOptions, 'localAddress', 'localPort'],
  },
  udp: {
    label: phrase('UDP socket'),
    icon: 'broadcast',
    purpose: phrase('A UDP socket exchanges datagrams.'),
    addressHelp: phrase(
      'Where to receive, for example :9000 (from this machine only) or 0.0.0.0:9000 (from other machines too). Port 0 picks a free port.',
    ),
    question: {
      title: phrase('Open UDP Socket'),
      prompt: phrase('Port to receive on (0.0.0.0:port for other machines too), or host:port to send to.'),
      placeHolder: '20001, 127.0.0.1:20001, 0.0.0.0:20001',
    },
    isStream: () => false,
    listens: true,
    manyPeers: true,
    fields: ['remote', 'connected'],
    options: ['reuseAddress', 'broadcast', 'ttl'],
  },
};

export const allKinds = Object.keys(kinds) as readonly EndpointKind[];

/** Whether this version has such a kind: a record on disk, or an error from elsewhere, may name another one. */
export function isKind(kind: unknown): kind is EndpointKind {
  return Object.hasOwn(kinds, String(kind));
}

/** Whether its conversations are streams of bytes, which have a framing and an end; otherwise, it exchanges datagrams. */
export function isStream(config: KindConfig): boolean {
  return kinds[config.kind].isStream(config);
}

/** Whether it listens on its address; otherwise, it connects to it. */
export function listens({ kind }: KindConfig): boolean {
  return kinds[kind].listens;
}

/** Whether peers connect to it: if one disconnects, only the peer itself can connect again. */
export function acceptsConnections(config: KindConfig): boolean {
  return listens(config) && isStream(config);
}

/**
 * Whether it can have several peers, which are listed below it. A client has one server, however often it connects, and the two are shown
 * as one. A UDP socket that is connected to its remote lists its peers like any other.
 */
export function manyPeers({ kind }: KindConfig): boolean {
  return kinds[kind].manyPeers;
}

/** Whether messages are sent to the `remote` of its config by default. */
export function hasRemote<T extends KindConfig & Pick<EndpointConfig, 'remote'>>(
  config: T,
): config is T & { remote: string } {
  return hasField(config, 'remote') && config.remote !== undefined;
}

/** Whether connections can be reset: only those of TCP, since Unix domain sockets and named pipes have no reset. */
export function hasReset(config: KindConfig): boolean {
  return isStream(config) && parseAddress(config.address).path === undefined;
}

/** Returns the UI's name for its peers. */
export function peerRole(config: KindConfig): PeerRole {
  if (!isStream(config)) return 'sender';
  return listens(config) ? 'client' : 'server';
}

/** The same for the `kind` in the parameters of an error; undefined if it has none. */
export function peerRoleOfKind(kind: unknown): PeerRole | undefined {
  return isKind(kind) ? peerRole({ kind, address: '' }) : undefined;
}

/** Whether a key of a config applies to its kind. */
export function hasField({ kind }: Pick<EndpointConfig, 'kind'>, key: keyof EndpointConfig): boolean {
  return kinds[kind].fields.includes(key) || !specialFields.has(key);
}

/** Whether a socket option has an effect on this kind. */
export function hasOption({ kind }: Pick<EndpointConfig, 'kind'>, key: keyof SocketOptions): boolean {
  return kinds[kind].options.includes(key);
}

/** Keys of a config that not all kinds have. */
export const specialFields: ReadonlySet<keyof EndpointConfig> = new Set(allKinds.flatMap(kind => kinds[kind].fields));

/** Returns the config without the keys that its kind doesn't have; unknown keys are kept. */
export function withoutForeignKeys(config: EndpointConfig): EndpointConfig {
  const kept = Object.entries(config).filter(([key]) => hasField(config, key as keyof EndpointConfig));
  return Object.fromEntries(kept) as unknown as EndpointConfig;
}
