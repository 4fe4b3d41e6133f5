/** *Export Endpoints* and *Import Endpoints*: configs as a JSON file that can be shared. */
import { l10n, type Memento, type Uri } from 'vscode';
import * as z from 'zod';
import { Dismissed } from '../../client/dismissed.ts';
import { checkImporting, checkWriting, type NotAllowed } from '../permissions/checks.ts';
import { byUser } from '../saved/agreedChange.ts';
import { startingNeeds } from '../saved/checkStarting.ts';
import { listedAs, merged, type StartingConfig } from '../saved/savedEndpoints.ts';
import { type SavedScope, scopeLabel } from '../saved/savedScopes.ts';
import { openDialog, saveDialog } from '../shown/dialogs.ts';
import { statusMessage } from '../shown/notices.ts';
import { askInTurn } from '../shown/questions.ts';
import { writeUri } from '../shown/writeUri.ts';
import type { Uses } from './commandContext.ts';
import { importedEndpoints } from './importedEndpoints.ts';
import { permit, permitChanges } from './permit.ts';
import { askSavedScope, scopeOf } from './savedScope.ts';
import { uriArgument } from './uriArgument.ts';

const fileArgument = z.looseObject({ uri: uriArgument });
const filters = { JSON: ['json'] };

/** Exports all configs, open and saved, to a JSON file: `{uri}`, or one that the user chooses. Invalid ones are left out. */
export async function exportEndpoints(
  argument: unknown,
  { endpoints, saved, permissions }: Uses<'endpoints' | 'saved' | 'permissions'>,
): Promise<void> {
  const given = fileArgument.safeParse(argument).data?.uri;
  if (given) await checkWriting(permissions, given);
  const target =
    given ?? (await saveDialog({ title: l10n.t('Export Endpoints'), filters, saveLabel: l10n.t('Export') }));
  if (!target) throw new Dismissed();
  const stored = (await saved.all()).filter(one => 'config' in one);
  const listed = listedAs(stored, endpoints.all);
  const storedAs = new Map([...listed].map(([one, { id }]) => [id, one.value]));
  const all = [
    ...endpoints.all.map(({ id, config }) => merged(storedAs.get(id), config)),
    ...stored.filter(one => !listed.has(one)).map(({ value }) => ({ version: 1, ...(value as object) })),
  ];
  await writeUri(target, new TextEncoder().encode(`${JSON.stringify(all, null, 2)}\n`));
  const done = all.length === 1 ? l10n.t('Exported 1 endpoint.') : l10n.t('Exported {0} endpoints.', all.length);
  statusMessage(done);
}

/**
 * Adds the endpoints in a JSON file to the saved ones: all of them, or none if one is invalid. Takes `{uri, scope?}`,
 * or asks.
 */
export async function importEndpoints(
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'permissions' | 'memory'>,
): Promise<void> {
  const { saved, permissions, memory } = context;
  const given = fileArgument.safeParse(argument).data?.uri;
  if (given) await checkImporting(permissions, given);
  const { source, scope } = given ? { source: given, scope: scopeOf(argument) } : await askSource(memory);
  const configs = await importedEndpoints(source);
  if (given) await permit(argument, () => importNeeds(configs, context));
  await saved.saveAll(configs, scope, given ? permitChanges(argument, context) : byUser);
  const done =
    configs.length === 1
      ? l10n.t('Imported 1 endpoint into the {0}.', scopeLabel(scope))
      : l10n.t('Imported {0} endpoints into the {1}.', configs.length, scopeLabel(scope));
  statusMessage(done);
}

/**
 * Asks for the file last: when VS Code's own file dialog closes, the panel receives the focus, even if another question is open by then.
 * Rejects with Dismissed.
 */
function askSource(memory: Memento): Promise<{ source: Uri; scope: SavedScope }> {
  return askInTurn(async () => {
    const title = l10n.t('Import Endpoints');
    const question = l10n.t('Where should the endpoints be saved?');
    const scope = await askSavedScope({ title, question, holding: [] }, memory);
    const [source] = (await openDialog({ title, filters })) ?? [];
    if (!source) throw new Dismissed();
    return { source, scope };
  });
}

/** Returns the needs of the endpoints that would start with the next window: those with autostart, or that replace one with it. */
async function importNeeds(
  configs: readonly StartingConfig[],
  { saved, endpoints, permissions }: Uses<'endpoints' | 'saved' | 'permissions'>,
): Promise<NotAllowed[]> {
  const all = await saved.all();
  const replaced = new Set(all.flatMap(({ autoStart, label }) => (autoStart ? label : [])));
  const starting = configs.filter(({ autoStart, name }) => autoStart || replaced.has(name ?? ''));
  return (await Promise.all(starting.map(config => startingNeeds(permissions, config, endpoints.all)))).flat();
}
