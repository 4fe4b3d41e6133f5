/** When a changed config takes effect: immediately, with the next connection, or only on a new socket. */
import type { EndpointConfig, EndpointFraming, FramingPair, SocketOptions } from '../endpointConfig.ts';
import { defaultMaxFrameBytes } from '../framing/framing.ts';
import { framingOf } from '../framing/framingOf.ts';
import { hasOption } from '../kinds.ts';
import { defaultBacklog, defaultConnectTimeoutMs, defaultMaxQueuedBytes } from '../limits.ts';

/**
 * `now`: from the next byte or message on, even in open conversations. `nextConnection`: for connections made or
 * attempted from now on. `restart`: only after the endpoint has been closed and opened again.
 */
export type FieldEffect = 'now' | 'nextConnection' | 'restart';
/** The strongest effect of several changed fields; `none` if the endpoint continues as before. */
export type ChangeEffect = 'none' | FieldEffect;

const effects = {
  version: 'now',
  kind: 'restart',
  address: 'restart',
  name: 'now',
  remote: 'restart',
  connected: 'restart',
  framing: 'now',
  maxFrameBytes: 'now',
  encoding: 'now',
  lineEnding: 'now',
  greeting: 'nextConnection',
  closeAfterGreeting: 'nextConnection',
  reply: 'now',
  maxPeers: 'now',
  backlog: 'restart',
  connectTimeoutMs: 'nextConnection',
  reconnect: 'nextConnection',
  maxQueuedBytes: 'now',
  files: 'nextConnection',
  // `optionEffect` says more: this is the strongest effect of the options.
  options: 'restart',
} as const satisfies Record<keyof EndpointConfig, FieldEffect>;

const optionEffects: Record<keyof SocketOptions, FieldEffect> = {
  noDelay: 'now',
  keepAliveMs: 'now',
  reuseAddress: 'restart',
  localAddress: 'restart',
  localPort: 'restart',
  broadcast: 'now',
  ttl: 'now',
};

/** A field that an open endpoint can change without being reopened. */
export type LiveField =
  | { [Key in keyof typeof effects]: (typeof effects)[Key] extends 'restart' ? never : Key }[keyof typeof effects]
  | 'options';

/** Values that absent keys stand for: writing one explicitly changes nothing. */
const defaults: Partial<EndpointConfig> = {
  version: 1,
  connected: false,
  maxFrameBytes: defaultMaxFrameBytes,
  encoding: 'utf8',
  closeAfterGreeting: false,
  reply: 'none',
  backlog: defaultBacklog,
  connectTimeoutMs: defaultConnectTimeoutMs,
  maxQueuedBytes: defaultMaxQueuedBytes,
  files: { mode: 'off' },
};
const optionDefaults: SocketOptions = { noDelay: true, keepAliveMs: 0, reuseAddress: false, broadcast: false };

const strength: Record<ChangeEffect, number> = { none: 0, now: 1, nextConnection: 2, restart: 3 };

/** Returns when a change to this field takes effect: `restart` for `options`, though some take effect earlier. */
export function fieldEffect(key: keyof EndpointConfig): FieldEffect {
  return effects[key];
}

/** Whether a change to this field can be applied to an open endpoint; some `options` can. */
export function isLiveField(key: keyof EndpointConfig): key is LiveField {
  return key === 'options' || effects[key] !== 'restart';
}

/** Returns when a change to this socket option takes effect. */
export function optionEffect(key: keyof SocketOptions): FieldEffect {
  return optionEffects[key];
}

/**
 * Returns when all changes between two configs have taken effect: `none` if only unknown keys, options of other kinds
 * or explicit defaults differ. Such a config is kept nevertheless.
 */
export function changeEffect(before: EndpointConfig, after: EndpointConfig): ChangeEffect {
  const changed = changedFields(before, after).map(key =>
    key === 'options' ? optionsEffect(before, after) : effects[key],
  );
  return changed.reduce<ChangeEffect>((one, other) => (strength[other] > strength[one] ? other : one), 'none');
}

/** Returns the fields whose meaning changes, in the order of the table. */
export function changedFields(before: EndpointConfig, after: EndpointConfig): (keyof EndpointConfig)[] {
  const keys = Object.keys(effects) as (keyof EndpointConfig)[];
  return keys.filter(key => {
    if (key === 'options') return changedOptions(before, after).length > 0;
    if (key !== 'framing') return !isSame(before[key] ?? defaults[key], after[key] ?? defaults[key]);
    const changed = changedFraming(before.framing, after.framing);
    return changed.in || changed.out;
  });
}

/** Directions whose framing changes or restarts. */
export type Reframed = Readonly<Record<keyof FramingPair, boolean>>;

export const bothDirections: Reframed = { in: true, out: true };
export const noDirection: Reframed = { in: false, out: false };

/** Returns the directions whose framing differs. A pair of the same framing twice is that framing. */
export function changedFraming(before: EndpointFraming | undefined, after: EndpointFraming | undefined): Reframed {
  const changes = (direction: keyof FramingPair) => !isSame(framingOf(before, direction), framingOf(after, direction));
  return { in: changes('in'), out: changes('out') };
}

/** Ignores options of other kinds, which have no effect. */
function changedOptions(before: EndpointConfig, after: EndpointConfig): (keyof SocketOptions)[] {
  const keys = Object.keys(optionEffects) as (keyof SocketOptions)[];
  return keys.filter(
    key =>
      hasOption(after, key) &&
      (before.options?.[key] ?? optionDefaults[key]) !== (after.options?.[key] ?? optionDefaults[key]),
  );
}

function optionsEffect(before: EndpointConfig, after: EndpointConfig): FieldEffect {
  // The system's default time to live can't be queried, so only a new socket has it again.
  const isUnset = (key: keyof SocketOptions) => key === 'ttl' && after.options?.ttl === undefined;
  const needsSocket = changedOptions(before, after).some(key => optionEffects[key] === 'restart' || isUnset(key));
  return needsSocket ? 'restart' : 'now';
}

/** Whether two values are equal, regardless of the order of their keys. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every(key => isSame(one[key], other[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
