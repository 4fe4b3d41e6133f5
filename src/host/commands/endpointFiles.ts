/** *Export Endpoints* and *Import Endpoints*: configs as a JSON file that can be shared. */
import { FileType, l10n, type Uri, workspace } from 'vscode';
import * as z from 'zod';
import { parseSavedEndpoint } from '../../client/configSchema.ts';
import { Dismissed } from '../../client/dismissed.ts';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';
import { ConfigError } from '../../core/config/configError.ts';
import { phrase, TextError } from '../../core/phrase.ts';
import { problemsText } from '../../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../core/socketError.ts';
import { openRegularFile, readOpened } from '../../files/regularFile.ts';
import { checkWriting, type NotAllowed } from '../permissions/checks.ts';
import { startingNeeds, startsItself } from '../saved/checkStarting.ts';
import { listedAs, merged, type StartingConfig } from '../saved/savedEndpoints.ts';
import { scopeLabel } from '../saved/savedScopes.ts';
import { openDialog, saveDialog } from '../shown/dialogs.ts';
import { statusMessage } from '../shown/notices.ts';
import { writeUri } from '../shown/writeUri.ts';
import type { Uses } from './commandContext.ts';
import { permit } from './permit.ts';
import { askScope, scopeOf } from './savedScope.ts';
import { uriArgument } from './uriArgument.ts';

const fileArgument = z.looseObject({ uri: uriArgument });
const filters = { JSON: ['json'] };
const maxImportBytes = 16_000_000;

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
  const { saved, memory } = context;
  const given = fileArgument.safeParse(argument).data?.uri;
  const [chosen] = given ? [] : ((await openDialog({ title: l10n.t('Import Endpoints'), filters })) ?? []);
  const source = given ?? chosen;
  if (!source) throw new Dismissed();
  const configs = await parseConfigs(await textOf(source), source);
  const scope = given
    ? scopeOf(argument)
    : await askScope(
        { title: l10n.t('Import Endpoints'), question: l10n.t('Where should the endpoints be saved?'), holding: [] },
        memory,
      );
  if (given) await permit(argument, () => importNeeds(configs, context));
  await saved.saveAll(configs, scope);
  const done =
    configs.length === 1
      ? l10n.t('Imported 1 endpoint into the {0}.', scopeLabel(scope))
      : l10n.t('Imported {0} endpoints into the {1}.', configs.length, scopeLabel(scope));
  statusMessage(done);
}

/**
 * Returns the permissions that are missing for the endpoints that would start with the next window: those with
 * autostart, and those that replace one with it.
 */
async function importNeeds(
  configs: readonly StartingConfig[],
  { saved, endpoints, permissions }: Uses<'endpoints' | 'saved' | 'permissions'>,
): Promise<NotAllowed[]> {
  const all = await saved.all();
  const starting = configs.filter(config => config.autoStart || startsItself(all, config.name));
  return (await Promise.all(starting.map(config => startingNeeds(permissions, config, endpoints.all)))).flat();
}

/** Reads a file to import. Rejects with a RangeError for anything but a file, and for one that is too large. */
async function textOf(source: Uri): Promise<string> {
  const bytes = source.scheme === 'file' ? await bytesOnDisk(source) : await bytesElsewhere(source);
  return new TextDecoder().decode(bytes);
}

async function bytesOnDisk(source: Uri): Promise<Uint8Array> {
  await using file = await openRegularFile(source.fsPath).catch((error: unknown) => {
    throw error instanceof SocketError ? notAFile(source) : error;
  });
  return (await readOpened(file, maxImportBytes)) ?? Promise.reject(tooLarge(source, (await file.stat()).size));
}

/** Reads a file that isn't on disk. VS Code reads it only as a whole, so its size is checked first. */
async function bytesElsewhere(source: Uri): Promise<Uint8Array> {
  const { type, size } = await workspace.fs.stat(source);
  if ((type & FileType.File) === 0) throw notAFile(source);
  if (size > maxImportBytes) throw tooLarge(source, size);
  return workspace.fs.readFile(source);
}

function notAFile(source: Uri): RangeError {
  return new RangeError(l10n.t('“{0}” isn’t a file.', nameOf(source)));
}

function tooLarge(source: Uri, bytes: number): RangeError {
  return new RangeError(
    l10n.t(
      '“{0}” is {1}. A file to import can be at most {2}.',
      nameOf(source),
      formatBytes(bytes),
      formatBytes(maxImportBytes),
    ),
  );
}

function nameOf({ path }: Uri): string {
  return path.split('/').at(-1) ?? '';
}

async function parseConfigs(text: string, source: Uri): Promise<StartingConfig[]> {
  const file = nameOf(source);
  const value = parseJson(text, file);
  if (!Array.isArray(value)) throw new RangeError(l10n.t('{0} must contain a list of endpoints.', file));
  return Promise.all(value.map((one, index) => parseEntry(one, index, file)));
}

function parseJson(text: string, file: string): unknown {
  if (isJsonDeeper(new TextEncoder().encode(text)))
    throw new TextError('{0} isn’t valid JSON: {1}', file, phrase('it is nested too deeply'));
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's message quotes the file. A TextError, since the log leaves out its parameters.
    throw new TextError('{0} isn’t valid JSON: {1}', file, (error as Error).message);
  }
}

async function parseEntry(value: unknown, index: number, file: string): Promise<StartingConfig> {
  try {
    const { config, autoStart } = await parseSavedEndpoint(value);
    return { ...config, name: config.name ?? config.address, ...(autoStart && { autoStart }) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new TextError('{0}, endpoint {1}: {2}', file, index + 1, problemsText(error));
  }
}
