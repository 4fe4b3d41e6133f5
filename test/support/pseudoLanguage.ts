/** A pseudo-language: every string is accented, 40 % longer and in brackets, so that untranslated or clipped text is visible. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namedFramings } from '../../src/core/framing/namedFramings.ts';
import { collectStrings } from './l10nStrings.ts';
import type { Strings } from './translations.ts';

/** Windows' name for a pseudo-locale. */
export const pseudoLanguage = 'qps-ploc';

const accented = new Map(
  [...'aàbƀcçdđeéfƒgĝhĥiîjĵkķlļnñoöpþrŕsštţuûyýzžAÅEÉIÎOÖUÛ'].flatMap((letter, at, all) =>
    at % 2 === 0 ? [[letter, all[at + 1] ?? letter]] : [],
  ),
);
const filler = 'ļöŕém îþšûm đöļöŕ šîţ àméţ ';
/** A link alone on its line is a button, whose target isn't text. */
const link = /^\[(?<label>.*)\]\((?<target>[^)]*)\)$/;

/** Returns a text in the language: `Start` becomes «Šţàŕţ ļö». Placeholders and line breaks are kept. */
export function pseudo(text: string): string {
  return text
    .split('\n')
    .map(line => {
      const { label, target } = link.exec(line)?.groups ?? {};
      return label === undefined ? bracketed(line) : `[${bracketed(label)}](${target})`;
    })
    .join('\n');
}

/** Returns Portside's strings in the language, by English string. */
export function pseudoBundle(): Strings {
  return Object.fromEntries(collectStrings().map(text => [text, pseudo(text)]));
}

/** Returns what is left of a text without its translated parts. */
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

/** Adds the language to an installed copy of the extension. */
export async function addPseudoLanguage(extension: string): Promise<void> {
  const english = JSON.parse(await readFile(join(extension, 'package.nls.json'), 'utf8')) as Strings;
  const names = Object.fromEntries(Object.entries(english).map(([key, text]) => [key, pseudo(text)]));
  await writeFile(join(extension, `package.nls.${pseudoLanguage}.json`), JSON.stringify(names));
  await writeFile(join(extension, `l10n/bundle.l10n.${pseudoLanguage}.json`), JSON.stringify(pseudoBundle()));
}

/** Registers the languages with VS Code's server. Its own strings stay English. */
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

/** Names, units and symbols that are the same in every language. */
const international =
  /01 02 ff, 0x01,0x02, 0102ff|SGVsbG8=|(?:tcp|udp|tls|unix):\S+|\b(?:TCP|UDP|SLIP|JPEG|[Pp]ickle|COBS|JSON|LF|CRLF|CR|B|[kKMG]i?B|UTF-?(?:8|16)|latin1|RE2|ms|s|Portside|AM|PM|localhost|[iuf](?:8|16|24|32|64)|varint)\b|\bSHA-256\b|\\[rnx]\w*|[\w.]+:\d+|\[::1\]/g;

/** Names of the files and the endpoint of `filesOnTheirWay`, and hashes of sent data. */
const sentNames =
  /"cam"|measurements of the whole night[^”]*|-11-21\.csv|(?:portside\.png|wrong\.bin|disk-image\.iso)|\breceiver\b|\b[0-9a-f]{8,64}\b/g;

/** Names of protocols and number formats: `u16 BE`. */
const framingNames = Object.values(namedFramings).map(({ label }) => label);

/** Returns whether a text contains untranslated words. */
export function isUntranslated(text: string): boolean {
  const part = untranslatedPart(text);
  if (framingNames.includes(part)) return false;
  return /\p{L}/u.test(part.replace(international, '').replace(sentNames, ''));
}
