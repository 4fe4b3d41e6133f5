/** *Rename Endpoint*, of a listed endpoint and of a saved one. */
import { l10n } from 'vscode';
import * as z from 'zod';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { listedAs, type SavedEndpoint } from '../savedEndpoints.ts';
import { askEndpointName } from './askEndpointName.ts';
import type { CommandContext } from './commandContext.ts';
import { savedOf } from './savedCommands.ts';

const newName = z.looseObject({ as: z.string().min(1) });

/** `{endpoint, as}`, or asks for the name. One that is saved has the new name in the settings too, and stays one. */
export async function renameEndpoint(
  { id, config }: EndpointSnapshot,
  argument: unknown,
  { endpoints, saved, savedForms }: CommandContext,
): Promise<void> {
  const all = await saved.all();
  const [one] = [...listedAs(all, endpoints.all)].find(([, listed]) => listed.id === id) ?? [];
  const name = await nameOf(argument, config.name, takenBeside(one, all));
  await endpoints.rename(id, name);
  // What its form changes is saved by itself.
  if (one && !savedForms.isEditing(id)) await saved.replace(one, { ...(one.value as object), name });
}

/** `{name, scope?, as}`, or asks for the name. */
export async function renameSaved(argument: unknown, context: CommandContext): Promise<void> {
  const one = await savedOf(argument, context);
  if ('problem' in one) throw new RangeError(one.problem);
  const name = await nameOf(argument, one.config.name, takenBeside(one, await context.saved.all()));
  await context.saved.replace(one, { ...(one.value as object), name });
}

async function nameOf(argument: unknown, value = '', taken: ReadonlySet<string>): Promise<string> {
  const given = newName.safeParse(argument);
  return given.success
    ? given.data.as
    : askEndpointName({ title: l10n.t('Rename Endpoint'), prompt: l10n.t('New name'), value, taken });
}

/** A saved endpoint is known by its name. */
function takenBeside(one: SavedEndpoint | undefined, all: readonly SavedEndpoint[]): ReadonlySet<string> {
  return new Set(one ? all.filter(other => other !== one).map(({ label }) => label) : []);
}
