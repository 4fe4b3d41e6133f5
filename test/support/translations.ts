/** Checks and updates the translations in the repository. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectStrings, placeholders } from './l10nStrings.ts';
import { root } from './paths.ts';

export type Strings = Record<string, string>;

/** The English strings by key, and the German file with the same keys. */
export interface Translation {
  readonly file: string;
  readonly english: Strings;
  readonly german: Strings;
}

/** Marks a string that isn't translated yet. */
const untranslated = '[en] ';

export async function translations(): Promise<Translation[]> {
  const bundle = Object.fromEntries(collectStrings().map(text => [text, text]));
  return Promise.all([
    translation('l10n/bundle.l10n.de.json', bundle),
    translation('package.nls.de.json', await readStrings('package.nls.json')),
  ]);
}

/** Returns a sentence for each string that is missing, unused, not translated yet, or has other placeholders than the English one. */
export function problemsOf({ file, english, german }: Translation): string[] {
  const missing = Object.keys(english).filter(key => german[key] === undefined);
  const stale = Object.keys(german).filter(key => english[key] === undefined);
  const wrong = Object.entries(german).filter(
    ([key, text]) => key in english && String(placeholders(text)) !== String(placeholders(english[key] ?? '')),
  );
  return [
    ...missing.map(key => `${file} lacks ${JSON.stringify(key)}`),
    ...stale.map(key => `${file} has ${JSON.stringify(key)}, which is unused`),
    ...waiting(german).map(key => `${file} doesn’t translate ${JSON.stringify(key)} yet`),
    ...wrong.map(([key]) => `${file} has other placeholders for ${JSON.stringify(key)}`),
  ];
}

/** Writes the file with all keys in the order of the English ones, adding new strings in marked English. Returns the keys to translate. */
export async function update({ file, english, german }: Translation): Promise<string[]> {
  const strings = Object.fromEntries(
    Object.entries(english).map(([key, text]) => [key, german[key] ?? `${untranslated}${text}`]),
  );
  await writeFile(join(root, file), `${JSON.stringify(strings, null, 2)}\n`);
  return waiting(strings);
}

function waiting(german: Strings): string[] {
  return Object.keys(german).filter(key => german[key]?.startsWith(untranslated));
}

async function translation(file: string, english: Strings): Promise<Translation> {
  return { file, english, german: await readStrings(file) };
}

async function readStrings(file: string): Promise<Strings> {
  return JSON.parse(await readFile(join(root, file), 'utf8')) as Strings;
}
