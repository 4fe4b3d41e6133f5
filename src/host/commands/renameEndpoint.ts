/** *Rename Endpoint…*, for a listed endpoint and for a saved one. */
import { l10n } from 'vscode';
import * as z from 'zod';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { endpointNeeds } from '../permissions/checks.ts';
import { byUser } from '../saved/agreedChange.ts';
import { hasAutoStart, namesakeNeeds } from '../saved/checkStarting.ts';
import { listedAs, type SavedEndpoint, unusable } from '../saved/savedEndpoints.ts';
import { askEndpointName } from './askEndpointName.ts';
import type { Uses } from './commandContext.ts';
import { permit, permitChanges } from './permit.ts';
import { savedOf } from './savedCommands.ts';

const newName = z.looseObject({ as: z.string().min(1) });

/** Takes `{endpoint, as}`, or asks for the name. An endpoint that is saved is renamed in the settings too. */
export async function renameEndpoint(
  { id, config }: EndpointSnapshot,
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'savedForms' | 'permissions'>,
): Promise<void> {
  const { endpoints, saved, savedForms, permissions } = context;
  const all = await saved.all();
  const [one] = [...listedAs(all, endpoints.all)].find(([, listed]) => listed.id === id) ?? [];
  const name = await nameOf(argument, config.name, takenBeside(one, all));
  if (hasAutoStart(all, name)) await permit(argument, () => endpointNeeds(permissions, endpoints.find(id).config));
  const value = { ...(one?.value as object | undefined), name };
  if (one) {
    await permitRenaming(one, name, argument, context);
    // Before anything is renamed.
    await permitChanges(argument, context)({ before: [one.value], after: [value] });
  }
  await endpoints.engine.rename(id, name);
  // While the saved endpoint is being edited, its changes are saved anyway.
  if (one && !savedForms.isEditing(id)) await saved.replace(one, value, byUser);
}

/** Takes `{name, scope?, as}`, or asks for the name. */
export async function renameSaved(
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'permissions'>,
): Promise<void> {
  const one = await savedOf(argument, context);
  if ('problem' in one) throw unusable(one);
  const name = await nameOf(argument, one.config.name, takenBeside(one, await context.saved.all()));
  await permitRenaming(one, name, argument, context);
  await context.saved.replace(one, { ...(one.value as object), name }, permitChanges(argument, context));
}

/** A saved endpoint with autostart must not start a listed one with the next window by taking over its name. */
async function permitRenaming(
  { autoStart, label }: SavedEndpoint,
  name: string,
  argument: unknown,
  { endpoints, permissions }: Uses<'endpoints' | 'permissions'>,
): Promise<void> {
  if (autoStart && name !== label) await permit(argument, () => namesakeNeeds(permissions, name, endpoints.all));
}

async function nameOf(argument: unknown, value = '', taken: ReadonlySet<string>): Promise<string> {
  const given = newName.safeParse(argument);
  return given.success
    ? given.data.as
    : askEndpointName({ title: l10n.t('Rename Endpoint'), prompt: l10n.t('New name'), value, taken });
}

/** Returns the names of the other saved endpoints: a saved endpoint is identified by its name. */
function takenBeside(one: SavedEndpoint | undefined, all: readonly SavedEndpoint[]): ReadonlySet<string> {
  return new Set(one ? all.filter(other => other !== one).map(({ label }) => label) : []);
}
