/** Endpoints as counted in a report: no row contains text from the user or a peer. */
import { parseAddress } from '../../core/address.ts';
import { configKeys } from '../../core/config/unknownKeys.ts';
import type { EndpointFraming, Framing } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isFramingPair } from '../../core/framing/framingOf.ts';
import { isExposed } from '../shown/endpointLabels.ts';

/** A group of similar endpoints. */
export interface EndpointRow {
  readonly count: number;
  readonly kind: string;
  readonly state: string;
  readonly framing: string;
  readonly encoding: string;
  /** Keys of the config that are set. */
  readonly keys: string;
  /** Sum over the group. */
  readonly peers: number;
  readonly entries: number;
}

export function endpointRows(endpoints: readonly EndpointSnapshot[]): EndpointRow[] {
  const alike = Object.groupBy(endpoints, endpoint => JSON.stringify(traits(endpoint)));
  return Object.values(alike).map((group = []) => ({
    count: group.length,
    ...traits(group[0] as EndpointSnapshot),
    peers: sum(group, ({ counters }) => counters.peers),
    entries: sum(group, ({ entries, firstEntry }) => entries - firstEntry),
  }));
}

type Traits = Omit<EndpointRow, 'count' | 'peers' | 'entries'>;

function traits(endpoint: EndpointSnapshot): Traits {
  const { config, state } = endpoint;
  const isUnix = parseAddress(config.address).path !== undefined;
  return {
    kind: `${config.kind}${isUnix ? ', a path' : ''}${isExposed(endpoint) ? ', exposed' : ''}`,
    state,
    framing: framingNames(config.framing ?? 'none'),
    encoding: config.encoding ?? 'utf8',
    keys: configKeys.filter(key => Object.hasOwn(config, key)).join(' '),
  };
}

function framingNames(framing: EndpointFraming): string {
  if (!isFramingPair(framing)) return framingName(framing);
  return `${framingName(framing.in)} in, ${framingName(framing.out)} out`;
}

function framingName(framing: Framing): string {
  return typeof framing === 'string' ? framing : (Object.keys(framing)[0] ?? '');
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
