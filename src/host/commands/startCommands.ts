/** Starts endpoints: with one question for the user, silently with a config. */
import { l10n, window } from 'vscode';
import { isUserInvocation } from '../../client/callers/isUserInvocation.ts';
import { markUserArgument } from '../../client/callers/userGestures.ts';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import { Dismissed } from '../../client/dismissed.ts';
import { isStopped } from '../../client/isRunning.ts';
import { localSideOf, parseAddress, withoutScheme } from '../../core/address.ts';
import { withDefaults } from '../../core/config/endpointDefaults.ts';
import { canKeepTrying, keptTrying } from '../../core/connectFailure.ts';
import type { EndpointConfig, EndpointKind } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { acceptsConnections, hasField, kinds } from '../../core/kinds.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../core/socketError.ts';
import { configWarnings } from '../api/configWarnings.ts';
import type { ConfigWarning } from '../api.ts';
import { endpointHoldingPort } from '../endpoints/endpointHoldingPort.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { endpointDefaults } from '../endpoints/userDefaults.ts';
import { checkEndpoint, endpointNeeds } from '../permissions/checks.ts';
import { unusable } from '../saved/savedEndpoints.ts';
import { confirmed, errorNotice } from '../shown/notices.ts';
import { showError } from '../shown/showError.ts';
import { translatedSentence } from '../shown/translated.ts';
import { withSentence } from '../shown/withSentence.ts';
import { ProgressNotice } from '../transfers/progressNotice.ts';
import { askConfig } from './askAddress.ts';
import type { Uses } from './commandContext.ts';
import { freeAddress } from './freeAddress.ts';
import { permit } from './permit.ts';

/** The user may not be allowed to listen on lower ports, and have chosen *Use a Free Port* for that reason. */
const firstUnprivilegedPort = 1024;

/** Progress is shown for an endpoint that takes longer than this to open. */
const patienceMs = 1000;

export interface Started {
  readonly id: string;
  readonly address: string;
  /** Unknown keys of the config; they are kept. */
  readonly warnings: readonly ConfigWarning[];
}

/**
 * Without an argument: asks for the address, and opens the panel beside the code. With one: opens the endpoint
 * silently, and rejects on failure.
 */
export async function start(
  kind: EndpointKind,
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'permissions' | 'memory'>,
): Promise<Started | undefined> {
  if (argument !== undefined) return startSilently(kind, argument, context);
  return startByHand(withDefaults(await askConfig(kind, context.memory), endpointDefaults()), context);
}

/**
 * Starts a saved endpoint: that of a row in the tree, the one that `{name, scope?}` names (silently), or the one that
 * the user picks. `takesFocus` applies to a row of the tree.
 */
export async function startSaved(
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'panels' | 'permissions'>,
  takesFocus = false,
): Promise<Started | undefined> {
  const { savedOf } = await import('./savedCommands.ts');
  const saved = await savedOf(argument, context);
  if ('problem' in saved) throw unusable(saved);
  await permit(argument, () => endpointNeeds(context.permissions, saved.config));
  return isUserInvocation(argument)
    ? startByHand(saved.config, context, argument === undefined ? undefined : takesFocus)
    : openSilently(saved.config, context);
}

async function startSilently(
  kind: EndpointKind,
  argument: unknown,
  context: Uses<'endpoints' | 'permissions'>,
): Promise<Started> {
  const given = givenConfig(argument);
  const { config } = await parseEndpointConfig({ ...defaults(kind, given), ...given, kind });
  return openSilently(config, context);
}

/** Returns a caller's config, unchecked. @throws TypeError if it isn't an object: a text or a list would be spread into unknown keys. */
export function givenConfig(argument: unknown): Partial<EndpointConfig> {
  const isConfig = typeof argument === 'object' && argument !== null && !Array.isArray(argument);
  if (isConfig && !ArrayBuffer.isView(argument)) return argument;
  throw new TypeError(l10n.t('The argument must be the config of an endpoint, such as {address: ":9000"}'));
}

/**
 * Opens an endpoint without showing anything. Rejects with an error whose message is a sentence, and with NOT_ALLOWED
 * if a permission is missing.
 */
export async function openSilently(
  config: EndpointConfig,
  { endpoints, permissions }: Uses<'endpoints' | 'permissions'>,
): Promise<Started> {
  await checkEndpoint(permissions, config);
  return started(await endpoints.open(config, { isKept: true }).catch(error => Promise.reject(withSentence(error))));
}

function started({ id, address, config }: EndpointSnapshot): Started {
  return { id, address, warnings: configWarnings(config) };
}

function defaults(kind: EndpointKind, { remote }: Partial<EndpointConfig>): Partial<EndpointConfig> {
  if (!kinds[kind].listens) return {};
  if (!hasField({ kind }, 'remote') || typeof remote !== 'string') return { address: ':0' };
  try {
    return { address: localSideOf(parseAddress(remote).host) };
  } catch {
    // The schema reports an invalid remote under the name of its field.
    return { address: ':0' };
  }
}

/**
 * Opens an endpoint with its panel beside the code, and shows errors. By default, the panel takes the focus, unless the
 * user is in an editor or on another page, such as the walkthrough, and continues there.
 */
export async function startByHand(
  config: EndpointConfig,
  context: Uses<'endpoints' | 'panels' | 'permissions'>,
  takesFocus = !isElsewhere(context),
): Promise<Started | undefined> {
  const { endpoints, panels } = context;
  const { id, opened } = endpoints.start(config);
  panels.open(id, takesFocus);
  return waitForStart(opened, id, context);
}

function isElsewhere({ panels }: Uses<'panels'>): boolean {
  return panels.active === undefined && window.tabGroups.activeTabGroup.activeTab !== undefined;
}

/**
 * Reopens an endpoint and reports failures like a start by the user; on a free port if the argument has `freePort`.
 * Asks the user first if clients would be disconnected, and rejects with Dismissed if the user declines.
 */
export async function restart(
  id: string,
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'permissions' | 'saved'>,
): Promise<Started | undefined> {
  const { freePort } = (argument ?? {}) as { freePort?: unknown };
  if (isUserInvocation(argument)) await confirmRestart(id, context.endpoints);
  const known = context.endpoints.find(id);
  // Not port 0: once the endpoint is saved, it would be a different port at each start.
  const config = freePort === true ? await withFreePort(known.config, context) : undefined;
  await permitStart(id, argument, context, config);
  return waitForStart(context.endpoints.reopen(id, config), id, context);
}

async function withFreePort(config: EndpointConfig, context: Uses<'endpoints' | 'saved'>): Promise<EndpointConfig> {
  return { ...config, address: await freeAddress(config, context, firstUnprivilegedPort) };
}

async function confirmRestart(id: string, endpoints: Endpoints): Promise<void> {
  await endpoints.now();
  const endpoint = endpoints.find(id);
  const { config, counters } = endpoint;
  if (!acceptsConnections(config) || counters.peers === 0) return;
  const label = labelInSentence(endpoint);
  const question =
    counters.peers === 1
      ? l10n.t('Restart server {0}? 1 client will be disconnected.', label)
      : l10n.t('Restart server {0}? {1} clients will be disconnected.', label, counters.peers);
  const restart = l10n.t('Restart');
  if (!(await confirmed(question, restart))) throw new Dismissed();
}

/** Reopens a client so that it keeps trying to connect. Changes this endpoint only, not a saved one. */
export async function keepTrying(
  id: string,
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'permissions'>,
): Promise<Started | undefined> {
  const { endpoints } = context;
  if (!hasField(endpoints.find(id).config, 'reconnect'))
    throw new RangeError(l10n.t('Only a TCP client can keep trying to connect.'));
  await permitStart(id, argument, context);
  return waitForStart(endpoints.reopen(id, keptTrying(endpoints.find(id).config)), id, context);
}

/** Starting a stopped endpoint, with its own config or this one, may need a permission. A running one stays as reachable as it is. */
async function permitStart(
  id: string,
  argument: unknown,
  { endpoints, permissions }: Uses<'endpoints' | 'permissions'>,
  config?: EndpointConfig,
): Promise<void> {
  await permit(argument, async () => {
    await endpoints.now();
    const endpoint = endpoints.find(id);
    return isStopped(endpoint) ? endpointNeeds(permissions, config ?? endpoint.config) : [];
  });
}

async function waitForStart(
  opening: Promise<EndpointSnapshot>,
  id: string,
  context: Uses<'endpoints' | 'panels' | 'permissions'>,
): Promise<Started | undefined> {
  try {
    return started(await withProgress(opening, id, context.endpoints));
  } catch (error) {
    if (error instanceof SocketError && error.code === 'CANCELLED') return undefined;
    await tellFailure(error, id, context);
    return undefined;
  }
}

/** Shows cancellable progress for a slow opening; cancelling makes `opening` reject with CANCELLED. */
async function withProgress(
  opening: Promise<EndpointSnapshot>,
  id: string,
  endpoints: Endpoints,
): Promise<EndpointSnapshot> {
  let notice: ProgressNotice | undefined;
  const timer = setTimeout(() => {
    if (!endpoints.has(id)) return;
    const title = l10n.t('Opening {0}', withoutScheme(endpoints.find(id).address));
    notice = new ProgressNotice(title, () => void endpoints.engine.close(id).catch(showError));
  }, patienceMs);
  try {
    return await opening;
  } finally {
    clearTimeout(timer);
    notice?.close();
  }
}

/** Reports that an endpoint couldn't be opened, unless a visible panel already shows it, with ways to fix it. */
async function tellFailure(
  error: unknown,
  id: string,
  context: Uses<'endpoints' | 'panels' | 'permissions'>,
): Promise<void> {
  if (context.panels.isVisible(id)) return;
  if (!context.endpoints.has(id)) return;
  const { config } = context.endpoints.find(id);
  const mayWait = error instanceof SocketError && canKeepTrying(config, error.failure);
  const holder = error instanceof SocketError ? endpointHoldingPort(error.failure, context.endpoints) : undefined;
  const keep = l10n.t('Keep Trying');
  const showHolder = l10n.t('Show It');
  const show = l10n.t('Show');
  const buttons = [...(mayWait ? [keep] : []), ...(holder === undefined ? [] : [showHolder]), show];
  const choice = await errorNotice(translatedSentence(errorSentence(error)), ...buttons);
  if (choice === showHolder && holder !== undefined && context.endpoints.has(holder)) context.panels.open(holder, true);
  if (!context.endpoints.has(id)) return;
  if (choice === keep) await keepTrying(id, markUserArgument({ endpoint: id }), context);
  if (choice === show) context.panels.open(id);
}
