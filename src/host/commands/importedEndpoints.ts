/** Reads a file of endpoints to import, which may hold anything: each step that takes long has a turn of its own. */
import { setImmediate } from 'node:timers/promises';
import { FileType, l10n, type Uri, workspace } from 'vscode';
import { parseSavedEndpoint } from '../../client/configSchema.ts';
import { Refused } from '../../client/refused.ts';
import { formatBytes, formatLimit } from '../../core/bytes/formatBytes.ts';
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';
import { ConfigError } from '../../core/config/configError.ts';
import { phrase, TextError } from '../../core/phrase.ts';
import { problemsText } from '../../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../core/socketError.ts';
import { openRegularFile, readOpened } from '../../files/regularFile.ts';
import type { StartingConfig } from '../saved/savedEndpoints.ts';

/** The file is parsed in one go, and so is the list that VS Code writes to the settings. */
const maxBytes = 1_000_000;
/** Far more than any user saves. Each is listed in the *Connections* view. */
const maxEndpoints = 1000;

/** Returns the configs in a file. Rejects with Refused if it can't be imported; if one of them is invalid, that says which. */
export async function importedEndpoints(source: Uri): Promise<StartingConfig[]> {
  const file = nameOf(source);
  const value = await parsedJson(await bytesOf(source), file);
  if (!Array.isArray(value)) throw new Refused(l10n.t('{0} must contain a list of endpoints.', file));
  if (value.length > maxEndpoints)
    throw new Refused(
      l10n.t('“{0}” contains {1} endpoints. At most {2} can be imported at once.', file, value.length, maxEndpoints),
    );
  const configs: StartingConfig[] = [];
  for (const [index, one] of value.entries()) {
    await setImmediate();
    configs.push(await parsedEntry(one, index, file));
  }
  return configs;
}

/** Rejects with Refused for anything that isn't a file, or is larger than a file of endpoints. */
async function bytesOf(source: Uri): Promise<Uint8Array> {
  const bytes = await (source.scheme === 'file' ? bytesOnDisk(source) : bytesElsewhere(source));
  if (bytes.length > maxBytes) throw tooLarge(source, bytes.length);
  return bytes;
}

async function bytesOnDisk(source: Uri): Promise<Uint8Array> {
  await using file = await openRegularFile(source.fsPath).catch((error: unknown) => {
    throw error instanceof SocketError ? notAFile(source) : error;
  });
  const bytes = await readOpened(file, maxBytes);
  if (bytes) return bytes;
  throw tooLarge(source, (await file.stat()).size);
}

/** VS Code reads such a file only as a whole. */
async function bytesElsewhere(source: Uri): Promise<Uint8Array> {
  const { type, size } = await workspace.fs.stat(source);
  if ((type & FileType.File) === 0) throw notAFile(source);
  if (size > maxBytes) throw tooLarge(source, size);
  return workspace.fs.readFile(source);
}

function notAFile(source: Uri): Refused {
  return new Refused(l10n.t('“{0}” isn’t a file.', nameOf(source)));
}

function tooLarge(source: Uri, bytes: number): Refused {
  return new Refused(
    l10n.t(
      '“{0}” is {1}. A file to import can be at most {2}.',
      nameOf(source),
      formatBytes(bytes),
      formatLimit(maxBytes),
    ),
  );
}

function nameOf({ path }: Uri): string {
  return path.split('/').at(-1) ?? '';
}

async function parsedJson(bytes: Uint8Array, file: string): Promise<unknown> {
  if (isJsonDeeper(bytes)) throw new TextError('{0} isn’t valid JSON: {1}', file, phrase('it is nested too deeply'));
  await setImmediate();
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    // A TextError, since the log leaves out what that quotes: the parser quotes the file.
    throw new TextError('{0} isn’t valid JSON: {1}', file, (error as Error).message);
  }
}

async function parsedEntry(value: unknown, index: number, file: string): Promise<StartingConfig> {
  try {
    const { config, autoStart } = await parseSavedEndpoint(value);
    return { ...config, name: config.name ?? config.address, ...(autoStart && { autoStart }) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new TextError('{0}, endpoint {1}: {2}', file, index + 1, problemsText(error));
  }
}
