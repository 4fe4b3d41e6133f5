/** Properties of each kind of endpoint, in one table, and the questions that other code asks about an endpoint. */
import { parseAddress } from './address.ts';
import type { EndpointConfig, EndpointKind, SocketOptions } from './endpointConfig.ts';
import { type Phrase, phrase } from './phrase.ts';

/** Part of a config that these questions need. A kind may carry streams or datagrams, depending on the address. */
export type KindConfig = Pick<EndpointConfig, 'kind' | 'address'>;

/** The UI's name for the peers of an endpoint: the clients of a server, the server of a client, the senders of datagrams. */
export type PeerRole = 'client' | 'server' | 'sender';

interface Kind {
  /** Display name, alone or within a sentence. */
  readonly label: Phrase;
  /** Name of a codicon. */
  readonly icon: string;
  /** A sentence for the form: what an endpoint of this kind does. */
  readonly purpose: Phrase;
  /** Help for the address in the form, with examples. */
  readonly addressHelp: Phrase;
  /** Texts of the input box that asks for an address. */
  readonly question: { readonly title: Phrase; readonly prompt: Phrase; readonly placeHolder: string };
  isStream(config: KindConfig): boolean;
  /** Whether an endpoint listens on its address; otherwise, it connects to it. */
  readonly listens: boolean;
  readonly manyPeers: boolean;
  /** Config keys of this kind that not all kinds have. */
  readonly fields: readonly (keyof EndpointConfig)[];
  /** Socket options that have an effect on this kind. */
  readonly options: readonly (keyof SocketOptions)[];
}

const streamFields = ['framing', 'greeting', 'closeAfterGreeting', 'files'] as const;
const streamOptions = ['noDelay', 'keepAliveMs'] as const;

/** Kinds in the order in which they are offered. */
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
      'Address to receive on, for example :9000 (from this machine only) or 0.0.0.0:9000 (from other machines too). Port 0 picks a free port.',
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

/** Config keys that not all kinds have. */
export const specialFields: ReadonlySet<keyof EndpointConfig> = new Set(allKinds.flatMap(kind => kinds[kind].fields));

/** Whether this version has the kind: a record on disk, or an error from elsewhere, may name another one. */
export function isKind(kind: unknown): kind is EndpointKind {
  return Object.hasOwn(kinds, String(kind));
}

/** Whether conversations are byte streams, which have a framing and an end; otherwise, they exchange datagrams. */
export function isStream(config: KindConfig): boolean {
  return kinds[config.kind].isStream(config);
}

/** Whether the endpoint listens on its address; otherwise, it connects to it. */
export function listens({ kind }: KindConfig): boolean {
  return kinds[kind].listens;
}

/** Whether peers connect to the endpoint: after a disconnect, only the peer itself can reconnect. */
export function acceptsConnections(config: KindConfig): boolean {
  return listens(config) && isStream(config);
}

/**
 * Whether an endpoint can have several peers, which are then listed below it. A client has one server, however often it
 * connects, and both are shown as one. A UDP socket lists its peers even if it is connected to its remote.
 */
export function manyPeers({ kind }: KindConfig): boolean {
  return kinds[kind].manyPeers;
}

/** Whether messages are sent to the `remote` in the config by default. */
export function hasRemote<T extends KindConfig & Pick<EndpointConfig, 'remote'>>(
  config: T,
): config is T & { remote: string } {
  return hasField(config, 'remote') && config.remote !== undefined;
}

/** Whether connections can be reset: only those of TCP, since Unix domain sockets and named pipes have no reset. */
export function hasReset(config: KindConfig): boolean {
  return isStream(config) && parseAddress(config.address).path === undefined;
}

/** Returns the UI's name for an endpoint's peers. */
export function peerRole(config: KindConfig): PeerRole {
  if (!isStream(config)) return 'sender';
  return listens(config) ? 'client' : 'server';
}

/** Returns the same for the `kind` in an error's parameters; undefined if there is none. */
export function peerRoleOfKind(kind: unknown): PeerRole | undefined {
  return isKind(kind) ? peerRole({ kind, address: '' }) : undefined;
}

/** Whether a config key applies to this kind. */
export function hasField({ kind }: Pick<EndpointConfig, 'kind'>, key: keyof EndpointConfig): boolean {
  return kinds[kind].fields.includes(key) || !specialFields.has(key);
}

/** Whether a socket option has an effect on this kind. */
export function hasOption({ kind }: Pick<EndpointConfig, 'kind'>, key: keyof SocketOptions): boolean {
  return kinds[kind].options.includes(key);
}

/** Returns the config without known keys that its kind doesn't have; unknown keys are kept. */
export function withoutForeignKeys(config: EndpointConfig): EndpointConfig {
  const kept = Object.entries(config).filter(([key]) => hasField(config, key as keyof EndpointConfig));
  return Object.fromEntries(kept) as unknown as EndpointConfig;
}
