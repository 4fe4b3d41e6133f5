/** A language that nobody speaks: every string accented, 40 % longer and in brackets, so that what is not translated or does not fit shows. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectStrings } from './l10nStrings.ts';
import type { Strings } from './translations.ts';

/** The name that Windows gave to such languages. */
export const pseudoLanguage = 'qps-ploc';

const accented = new Map(
  [...'aàbƀcçdđeéfƒgĝhĥiîjĵkķlļnñoöpþrŕsštţuûyýzžAÅEÉIÎOÖUÛ'].flatMap((letter, at, all) =>
    at % 2 === 0 ? [[letter, all[at + 1] ?? letter]] : [],
  ),
);
const filler = 'ļöŕém îþšûm đöļöŕ šîţ àméţ ';
/** A link alone on its line is a button: what it does is no text. */
const link = /^\[(?<label>.*)\]\((?<target>[^)]*)\)$/;

/** `Start` is «Šţàŕţ ļö». Places in braces, and lines, stay as they are. */
export function pseudo(text: string): string {
  return text
    .split('\n')
    .map(line => {
      const { label, target } = link.exec(line)?.groups ?? {};
      return label === undefined ? bracketed(line) : `[${bracketed(label)}](${target})`;
    })
    .join('\n');
}

/** What is left of a shown text when all that was translated is taken away. */
export function untranslatedPart(shown: string): string {
  const without = shown.replace(/«[^«»]*»/g, '');
  return without === shown ? shown.trim() : untranslatedPart(without);
}

function bracketed(text: string): string {
  const accents = text.replace(/\{\w+\}|[a-zA-Z]/g, part => accented.get(part) ?? part);
  const longer = Math.ceil(text.length * 0.4);
  return `«${accents} ${filler
    .repeat(Math.ceil(longer / filler.length))
    .slice(0, longer)
    .trim()}»`;
}

/** Adds the language to an installed extension. */
export async function addPseudoLanguage(extension: string): Promise<void> {
  const names = JSON.parse(await readFile(join(extension, 'package.nls.json'), 'utf8')) as Strings;
  await writeStrings(join(extension, `package.nls.${pseudoLanguage}.json`), Object.entries(names));
  const strings = collectStrings().map((text): [string, string] => [text, text]);
  await writeStrings(join(extension, `l10n/bundle.l10n.${pseudoLanguage}.json`), strings);
}

/** Tells VS Code's server that there is such a language. Its own strings stay English. */
export async function addLanguagePack(serverDataDir: string, language: string): Promise<void> {
  const folder = join(serverDataDir, 'languagePack');
  await mkdir(folder, { recursive: true });
  const translation = join(folder, 'main.i18n.json');
  await writeFile(translation, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: language,
    extensions: [{ extensionIdentifier: { id: `portside.${language}` }, version: '1.0.0' }],
    translations: { vscode: translation },
    label: language,
  };
  await writeFile(join(serverDataDir, 'data/languagepacks.json'), JSON.stringify({ [language]: pack }));
}

async function writeStrings(file: string, strings: readonly [string, string][]): Promise<void> {
  await writeFile(file, JSON.stringify(Object.fromEntries(strings.map(([key, text]) => [key, pseudo(text)]))));
}
