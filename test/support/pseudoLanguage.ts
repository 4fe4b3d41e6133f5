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

let bundle: Strings | undefined;

/** Returns Portside's own strings in the language, by the English ones. They are collected once. */
export function pseudoBundle(): Strings {
  bundle ??= Object.fromEntries(collectStrings().map(text => [text, pseudo(text)]));
  return bundle;
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
  const english = JSON.parse(await readFile(join(extension, 'package.nls.json'), 'utf8')) as Strings;
  const names = Object.fromEntries(Object.entries(english).map(([key, text]) => [key, pseudo(text)]));
  await writeFile(join(extension, `package.nls.${pseudoLanguage}.json`), JSON.stringify(names));
  await writeFile(join(extension, `l10n/bundle.l10n.${pseudoLanguage}.json`), JSON.stringify(pseudoBundle()));
}

/** Tells VS Code's server that there are such languages. Its own strings stay English. */
export async function addLanguagePacks(serverDataDir: string, languages: readonly string[]): Promise<void> {
  const folder = join(serverDataDir, 'languagePack');
  await mkdir(folder, { recursive: true });
  const translation = join(folder, 'main.i18n.json');
  await writeFile(translation, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = (language: string) => ({
    hash: language,
    extensions: [{ extensionIdentifier: { id: `portside.${language}` }, version: '1.0.0' }],
    translations: { vscode: translation },
    label: language,
  });
  const packs = Object.fromEntries(languages.map(language => [language, pack(language)]));
  await writeFile(join(serverDataDir, 'data/languagepacks.json'), JSON.stringify(packs));
  // Without this file the server is English, whatever the cookie says.
  await mkdir(join(serverDataDir, 'data/User'), { recursive: true });
  await writeFile(join(serverDataDir, 'data/User/argv.json'), '{}');
}

/** Names, units and signs that are the same in every language. */
const international =
  /01 02 ff, 0x01,0x02, 0102ff|SGVsbG8=|(?:tcp|udp|tls|unix):\S+|\b(?:TCP|UDP|SLIP|JPEG|[Pp]ickle|COBS|JSON|LF|CRLF|CR|B|[kKMG]i?B|UTF-?(?:8|16)|latin1|RE2|ms|s|Portside|AM|PM|localhost|[iuf](?:8|16|24|32|64)|varint)\b|\bSHA-256\b|\\[rnx]\w*|[\w.]+:\d+|\[::1\]/g;

/** The files and the endpoint of `filesOnTheirWay`, and the hashes of what people sent. */
const sentNames =
  /"cam"|measurements of the whole night[^”]*|-11-21\.csv|(?:portside\.png|wrong\.bin|disk-image\.iso)|\breceiver\b|\b[0-9a-f]{8,64}\b/g;

/** Returns whether there are words in a shown text that nobody translated. */
export function isUntranslated(text: string): boolean {
  return /\p{L}/u.test(untranslatedPart(text).replace(international, '').replace(sentNames, ''));
}
