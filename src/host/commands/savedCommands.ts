/** Actions on saved endpoints other than starting them. */
import { l10n, type QuickPickItem } from 'vscode';
import * as z from 'zod';
import { freeName, suggestedName } from '../../client/addresses/suggestedName.ts';
import { isPageInvocation, isUserInvocation } from '../../client/callers/isUserInvocation.ts';
import { isUserGesture } from '../../client/callers/userGestures.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { hasAutoStart, startingNeeds } from '../saved/checkStarting.ts';
import { listedAs, type SavedEndpoint, scopesOf, unusable } from '../saved/savedEndpoints.ts';
import { isSameScope, scopeLabel } from '../saved/savedScopes.ts';
import { endpointIcon, kindLabel } from '../shown/endpointLabels.ts';
import { statusMessage } from '../shown/notices.ts';
import { pick } from '../shown/pick.ts';
import { askInTurn } from '../shown/questions.ts';
import { offerUndo } from '../undo/offerUndo.ts';
import { savedRemoval } from '../undo/savedRemoval.ts';
import { askEndpointName } from './askEndpointName.ts';
import type { Uses } from './commandContext.ts';
import { freeAddress } from './freeAddress.ts';
import { permit, permitChanges } from './permit.ts';
import { writeOrOfferRetry } from './retryWriting.ts';
import { revealSaved } from './revealSaved.ts';
import { askSavedScope, scopeOf } from './savedScope.ts';

const treeArgument = z.looseObject({ type: z.literal('saved'), saved: z.custom<SavedEndpoint>(isSaved) });
const treeEndpoint = z.looseObject({ type: z.literal('endpoint'), endpoint: z.string() });
const namedArgument = z.looseObject({ name: z.string(), scope: z.enum(['user', 'workspace', 'folder']).optional() });

function isSaved(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'scope' in value && 'index' in value;
}

/**
 * Returns the saved endpoint of a row in the tree, where it may be listed as an endpoint; the one that `{name, scope?}`
 * names; or the one that the user picks.
 * @throws RangeError if it isn't a saved endpoint.
 */
export async function savedOf(
  argument: unknown,
  { saved, endpoints }: Uses<'endpoints' | 'saved'>,
): Promise<SavedEndpoint> {
  const inTree = treeArgument.safeParse(argument);
  if (inTree.success && isUserGesture(argument)) return inTree.data.saved;
  const all = await saved.all();
  if (inTree.success) return knownAs(inTree.data.saved, all);
  const endpoint = treeEndpoint.safeParse(argument).data?.endpoint;
  if (endpoint !== undefined) return listedSaved(endpoints.find(endpoint), all, endpoints.all);
  if (argument === undefined) return pickSaved(all);
  const given = namedArgument.safeParse(argument);
  if (!given.success) throw new TypeError(l10n.t('The argument must name a saved endpoint: {name: "its name"}'));
  const { name, scope } = given.data;
  const found = all.filter(one => one.label === name && (scope === undefined || one.scope.type === scope));
  const [only] = found;
  if (found.length > 1) throw new RangeError(l10n.t('{0} saved endpoints are named “{1}”.', found.length, name));
  if (!only) throw new RangeError(l10n.t('No saved endpoint is named “{0}”.', name));
  return only;
}

/** Returns the saved endpoint that matches the one that a caller passes. @throws RangeError if there is none. */
function knownAs({ scope, index, value, label }: SavedEndpoint, all: readonly SavedEndpoint[]): SavedEndpoint {
  const json = JSON.stringify(value);
  const found = all.find(
    one => one.index === index && isSameScope(one.scope, scope) && JSON.stringify(one.value) === json,
  );
  if (found) return found;
  throw new RangeError(l10n.t('No saved endpoint is named “{0}”.', label));
}

function listedSaved(
  endpoint: EndpointSnapshot,
  all: readonly SavedEndpoint[],
  listed: readonly EndpointSnapshot[],
): SavedEndpoint {
  const [found] = [...listedAs(all, listed)].find(([, { id }]) => id === endpoint.id) ?? [];
  if (found) return found;
  throw new RangeError(l10n.t('No saved endpoint is named “{0}”.', labelInSentence(endpoint)));
}

/**
 * Like `savedOf`, except that without an argument it prefers the saved endpoint whose panel is active. Otherwise, the user picks
 * among the possible ones, if there are any. The only one is taken without a question, unless a panel is active, whose endpoint the
 * user may have meant.
 */
async function savedInFront(
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'panels'>,
  isCandidate: (one: SavedEndpoint) => boolean = () => true,
): Promise<SavedEndpoint> {
  if (argument !== undefined) return savedOf(argument, context);
  const { endpoints, saved } = context;
  const { active } = context.panels;
  const all = await saved.all();
  const [inFront] = [...listedAs(all, endpoints.all)].find(([, { id }]) => id === active) ?? [];
  if (inFront) return inFront;
  const candidates = all.filter(isCandidate);
  const [only] = candidates;
  if (candidates.length === 1 && only && active === undefined) return only;
  return pickSaved(candidates.length > 0 ? candidates : all);
}

async function pickSaved(all: readonly SavedEndpoint[]): Promise<SavedEndpoint> {
  return pick(
    all.map(saved => ({ ...savedChoice(saved), value: saved })),
    l10n.t('Which saved endpoint?'),
    l10n.t('No saved endpoints. Save one first.'),
  );
}

/** Returns the item that lists show for a saved endpoint. */
export function savedChoice(saved: SavedEndpoint): QuickPickItem & { description: string } {
  return {
    label: saved.label,
    description: 'problem' in saved ? saved.problem : `${kindLabel(saved.config.kind)} · ${saved.config.address}`,
    detail: scopeLabel(saved.scope),
    ...('config' in saved && { iconPath: endpointIcon(saved.config.kind, 'closed') }),
  };
}

/** Asks the user for a name if there is none, and for the scope; `{endpoint, scope?}` asks nothing. */
export async function saveEndpoint(
  endpoint: EndpointSnapshot,
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'permissions' | 'memory'>,
): Promise<void> {
  const { endpoints, saved, memory, permissions } = context;
  const { config } = endpoint;
  const [name, scope] = await askInTurn(async () => {
    const all = await saved.all();
    const called = config.name ?? (await askSavedName(endpoint, all));
    if (!isUserInvocation(argument)) return [called, scopeOf(argument)];
    const question = l10n.t('Where should “{0}” be saved?', called);
    const title = l10n.t('Save Endpoint');
    // A name that was typed proves that the user is present.
    const isAlwaysAsked = isPageInvocation(argument) && config.name !== undefined;
    return [called, await askSavedScope({ title, question, holding: scopesOf(all, called), isAlwaysAsked }, memory)];
  });
  const renamed = { ...config, name };
  if (hasAutoStart(await saved.all(), name))
    await permit(argument, () => startingNeeds(permissions, renamed, endpoints.all));
  const write = async () => {
    await saved.save(renamed, scope, permitChanges(argument, context));
    await endpoints.engine.rename(endpoint.id, name);
    statusMessage(l10n.t('Saved “{0}” in the {1}.', name, scopeLabel(scope)));
  };
  await (isUserInvocation(argument) ? writeOrOfferRetry(write) : write());
}

function askSavedName(endpoint: EndpointSnapshot, all: readonly SavedEndpoint[]): Promise<string> {
  return askEndpointName({
    title: l10n.t('Save Endpoint'),
    prompt: l10n.t('Name of the saved endpoint'),
    value: suggestedName(endpoint, new Set(all.map(({ label }) => label))),
  });
}

/** Shows the form of a saved endpoint, or its entry in the settings if it is invalid. */
export async function editSaved(argument: unknown, context: Uses<'endpoints' | 'saved' | 'savedForms'>): Promise<void> {
  const one = await savedOf(argument, context);
  if ('problem' in one) return revealSaved(one, await context.saved.all());
  await context.savedForms.edit(one);
}

/** Opens the settings at the entry of a saved endpoint. */
export async function editSavedInSettings(
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'panels'>,
): Promise<void> {
  await revealSaved(await savedInFront(argument, context), await context.saved.all());
}

/** Removes it from the settings, and offers to restore it in its place. */
export async function removeSaved(
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'permissions' | 'undo'>,
): Promise<void> {
  const one = await savedOf(argument, context);
  const { saved, endpoints, undo: list } = context;
  await saved.remove(one, permitChanges(argument, context));
  if (!isUserInvocation(argument)) return;
  offerUndo(list, ...savedRemoval(one, { saved, endpoints }));
}

/**
 * Adds a copy of a saved endpoint below it, under a new name, with the next free port if it listens, and without
 * autostart. `{name, scope?, as}` asks nothing, and copies the port, too.
 */
export async function duplicateSaved(
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'permissions'>,
): Promise<void> {
  const one = await savedOf(argument, context);
  if ('problem' in one) throw unusable(one);
  const labels = new Set((await context.saved.all()).map(({ label }) => label));
  const { as: given } = (argument ?? {}) as { as?: unknown };
  const { autoStart: _, ...kept } = one.value as Record<string, unknown>;
  const copy =
    typeof given === 'string'
      ? { name: given }
      : {
          name: await askCopyName(freeName(one.label, labels), labels),
          address: await freeAddress(one.config, context),
        };
  const place = [one.scope, one.index + 1] as const;
  await context.saved.insert(...place, { ...kept, ...copy }, permitChanges(argument, context));
}

function askCopyName(value: string, taken: ReadonlySet<string>): Promise<string> {
  return askEndpointName({ title: l10n.t('Duplicate Endpoint'), prompt: l10n.t('Name of the copy'), value, taken });
}

/** Sets whether a saved endpoint starts with the window. */
export async function setAutoStart(
  autoStart: boolean,
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'panels' | 'permissions'>,
): Promise<void> {
  const needsChange = (candidate: SavedEndpoint) => 'config' in candidate && candidate.autoStart !== autoStart;
  const one = await savedInFront(argument, context, needsChange);
  if ('problem' in one) throw unusable(one);
  if (argument === undefined && !needsChange(one)) return void statusMessage(unchangedSentence(one.label, autoStart));
  const { config } = one;
  if (autoStart) await permit(argument, () => startingNeeds(context.permissions, config, context.endpoints.all));
  const { autoStart: _, ...kept } = one.value as Record<string, unknown>;
  const value = autoStart ? { ...kept, autoStart } : kept;
  await context.saved.replace(one, value, permitChanges(argument, context));
}

function unchangedSentence(label: string, autoStart: boolean): string {
  return autoStart
    ? l10n.t('Autostart is already enabled for “{0}”.', label)
    : l10n.t('Autostart is already disabled for “{0}”.', label);
}
