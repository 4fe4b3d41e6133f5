/**
 * Asks before a page makes its endpoint connect or send to another address or socket, or save received files in another folder or by other names,
 * once for each. A page shows what strangers sent. One that they have taken over could talk to what only the user reaches: the sockets of a
 * container runtime or an SSH agent, debuggers on loopback, hosts behind the firewall. It would also save what they send as a file of the
 * workspace that VS Code or the user's tools execute, or listen on a Unix domain socket that other programs send secrets to.
 *
 * Another port of the same host is another program. Most endpoints connect to loopback, where debuggers, databases and container runtimes
 * execute the requests they receive, while the data that arrives there comes from anywhere: through a tunnel, out of a container, or from a program that
 * passes on what others write. The owner of a name can make it stand for loopback at any time. So ports count, too.
 *
 * Changing the address in the form, or typing one beside a message, is what the page is for, so the user isn't asked about what needs no
 * protection: anything as long as nothing was received, since the page can't have been taken over yet; an address that the endpoint has used
 * before, in any spelling; datagrams to one that has a conversation with the endpoint; and files in the folder for received files, or in one
 * where they can't do harm (`quietFolder.ts`).
 */
import { l10n, Uri } from 'vscode';
import { isOutOfReach } from '../../client/permissions/isOutOfReach.ts';
import { isLocalhost, isLoopbackAddress } from '../../client/permissions/isReachable.ts';
import { type Address, parseAddress, withoutScheme } from '../../core/address.ts';
import { formatRemote, parseDatagramTarget } from '../../core/datagramTarget.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import { hasRemote, listens } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import { chosenDirectory, receiveDirectoryOf } from '../endpoints/receiveSettings.ts';
import type { Confirmation } from '../shown/confirmAll.ts';
import { shownPath } from '../shown/shownPath.ts';

/** Returns the peers of an endpoint, open or not. */
type Peers = () => Promise<readonly Pick<PeerSnapshot, 'address'>[]>;

/** The places that the endpoint of one page has connected to, sent to or saved files in, and those that the user agreed to. */
export class ClientPlaces {
  /** Keys of `placeOf`, `datagramPlace`, `socketPlace`, `filesKey` and `folderKey`. */
  readonly #known = new Set<string>();

  /** Returns what to confirm before the endpoint saves received files as this config says. */
  async receivingConfirmations(
    endpoint: EndpointSnapshot,
    wanted: EndpointConfig | undefined,
  ): Promise<Confirmation[]> {
    this.#add(endpoint.config);
    if (!wanted || !hasReceived(endpoint)) return [];
    const directory = receivingDirectory(wanted);
    if (directory === undefined || directory === chosenDirectory()) return [];
    if (this.#known.has(filesKey(wanted)) || this.#known.has(folderKey(directory))) return [];
    const { isQuietFolder } = await import('./quietFolder.ts');
    return (await isQuietFolder(directory, wanted)) ? [] : [receiving(shownPath(Uri.file(directory)))];
  }

  /** Returns what to confirm before the endpoint connects or sends as this config says: nothing without one. */
  async confirmationsOf(
    endpoint: EndpointSnapshot,
    wanted: EndpointConfig | undefined,
    peers: Peers,
  ): Promise<Confirmation[]> {
    this.#add(endpoint.config);
    if (!wanted || !hasReceived(endpoint)) return [];
    if (!listens(wanted))
      return this.#known.has(placeOf(wanted.address)) ? [] : [connecting(endpoint, withoutScheme(wanted.address))];
    const place = socketPlace(wanted);
    if (place !== undefined && !this.#known.has(place)) return [listening(withoutScheme(wanted.address))];
    if (!hasRemote(wanted) || (await this.#isKnown(wanted.remote, peers))) return [];
    return [sending(endpoint, formatRemote(wanted.remote))];
  }

  /** Whether the page may send to this target: to a peer, to the remote, or to an address that was sent to before. */
  knowsTarget(endpoint: EndpointSnapshot, target: SendTarget | null): boolean {
    const address = writtenAddress(target);
    this.#add(endpoint.config);
    return address === undefined || this.#has(address);
  }

  /** Returns what to confirm before the page sends to this target. Rejects with a SocketError instead if the socket can't. */
  async sendingConfirmations(
    endpoint: EndpointSnapshot,
    target: SendTarget | null,
    peers: Peers,
  ): Promise<Confirmation[]> {
    const address = writtenAddress(target);
    if (address === undefined) return [];
    this.#add(endpoint.config);
    if (hasReceived(endpoint)) {
      if (await this.#isKnown(address, peers)) return [];
      if (isOutOfReach(endpoint.config, address)) throw outOfReach(address);
      return [sending(endpoint, formatRemote(address))];
    }
    // The page can’t have been taken over yet, so it is the user who sends there.
    this.#known.add(datagramPlace(address));
    return [];
  }

  /** The endpoint gets this config. The user may have agreed to its folder for received files, which applies to all names in it. */
  confirmed(wanted: EndpointConfig | undefined, { folder = false } = {}): void {
    if (!wanted) return;
    this.#add(wanted);
    const directory = receivingDirectory(wanted);
    if (folder && directory !== undefined) this.#known.add(folderKey(directory));
  }

  /** The endpoint sends to this target. */
  sendingConfirmed(target: SendTarget | null): void {
    const address = writtenAddress(target);
    if (address !== undefined) this.#known.add(datagramPlace(address));
  }

  #add(config: EndpointConfig): void {
    if (receivingDirectory(config) !== undefined) this.#known.add(filesKey(config));
    const place = socketPlace(config);
    if (place !== undefined) this.#known.add(place);
    if (!listens(config)) this.#known.add(placeOf(config.address));
    else if (hasRemote(config)) this.#known.add(datagramPlace(config.remote));
  }

  /** Whether datagrams may be sent to an address: to one that the endpoint has connected to, too. */
  async #isKnown(address: string, peers: Peers): Promise<boolean> {
    if (this.#has(address)) return true;
    for (const peer of await peers()) this.#known.add(datagramPlace(peer.address));
    return this.#has(address);
  }

  #has(address: string): boolean {
    return this.#known.has(placeOf(address)) || this.#known.has(datagramPlace(address));
  }
}

/**
 * Returns the address that a page may have written itself, of a datagram's target. Any other target is a peer, the remote, or invalid. The
 * page of a stream names peers by their ids. If it names an address, the endpoint may be a UDP socket by the time the message is sent.
 */
function writtenAddress(target: SendTarget | null): string | undefined {
  if (target === null || typeof target === 'string' || target.peer !== undefined) return undefined;
  return parsedAs(parseDatagramTarget, target.address) && target.address;
}

/** Returns the error with which the engine would fail, too. */
function outOfReach(address: string): SocketError {
  const params = { operation: 'send', address: formatRemote(address), kind: 'udp', option: 'address' } as const;
  return SocketError.system('EINVAL', params);
}

function listening(address: string): Confirmation {
  return {
    question: l10n.t('Listen on {0}?', address),
    button: l10n.t('Listen'),
    detail: onceForEach(),
    isRoutine: true,
    statement: l10n.t('The endpoint will listen on {0}.', address),
  };
}

function sending(endpoint: EndpointSnapshot, address: string): Confirmation {
  const { name } = endpoint.config;
  return {
    question: name === undefined ? l10n.t('Send to {0}?', address) : l10n.t('Send to {0} from “{1}”?', address, name),
    button: l10n.t('Send'),
    detail: onceForEach(),
    isRoutine: true,
    statement: l10n.t('The endpoint will send to {0}.', address),
  };
}

function receiving(path: string): Confirmation {
  return {
    question: l10n.t('Save received files in {0}?', path),
    button: l10n.t('Allow'),
    detail: l10n.t(
      'This panel shows data from other programs, which must not choose where files are saved, so Portside asks once for each folder. The sender might choose the file names.',
    ),
    isRoutine: true,
    statement: l10n.t('Received files will be saved in {0}, possibly under names that the sender chooses.', path),
  };
}

function onceForEach(): string {
  return l10n.t(
    'This address is new here. Portside asks once for each, so that received data can’t choose an address.',
  );
}

function connecting(endpoint: EndpointSnapshot, address: string): Confirmation {
  return {
    question: connectingQuestion(endpoint, address),
    button: l10n.t('Connect'),
    detail: onceForEach(),
    isRoutine: true,
    statement: l10n.t('The endpoint will connect to {0}.', address),
  };
}

/** An endpoint without a name is known by the address that it gives up, which isn't connected to the new one. */
function connectingQuestion({ config, address: given }: EndpointSnapshot, address: string): string {
  // A page may choose the name, which mustn't come before the address and look like one.
  if (config.name !== undefined) return l10n.t('Connect to {0} from “{1}”?', address, config.name);
  return listens(config)
    ? l10n.t('Connect to {0} instead of listening on {1}?', address, withoutScheme(given))
    : l10n.t('Connect to {0} instead of {1}?', address, withoutScheme(given));
}

/** Returns where an endpoint saves received files; undefined if it doesn't, or asks the user. */
function receivingDirectory(config: EndpointConfig): string | undefined {
  const { mode = 'off' } = config.files ?? {};
  return mode === 'off' ? undefined : receiveDirectoryOf(config);
}

function folderKey(directory: string): string {
  return `folder:${directory}`;
}

function filesKey(config: EndpointConfig): string {
  const { mode, name = '' } = config.files ?? {};
  return `files:${JSON.stringify([mode, receivingDirectory(config), name])}`;
}

/** Clearing the transcript doesn't reset the counters. */
function hasReceived({ counters, isRestoring }: EndpointSnapshot): boolean {
  return counters.bytesIn > 0 || isRestoring === true;
}

/** Returns a text that is the same for all spellings of an address. A text that isn't an address stands for itself. */
function placeOf(written: string): string {
  const address = parsedAs(parseAddress, written);
  if (!address) return written;
  const { host, port, path } = address;
  if (path !== undefined) return `unix:${path}`;
  return `${isLocalhost(host) || isLoopbackAddress(host) ? 'localhost' : host.toLowerCase()} ${port}`;
}

/** Returns the place of a server on a Unix domain socket, which creates a file, and which other programs take for theirs. */
function socketPlace(config: EndpointConfig): string | undefined {
  const { path } = parseAddress(config.address);
  return listens(config) && path !== undefined ? `listen:${path}` : undefined;
}

/** Returns the place of datagrams only: having received some from an address doesn't allow a connection to it. */
function datagramPlace(address: string): string {
  return `udp:${placeOf(address)}`;
}

function parsedAs(parse: (text: string) => Address, text: string): Address | undefined {
  try {
    return parse(text);
  } catch {
    // The engine says what is wrong with it.
    return undefined;
  }
}
