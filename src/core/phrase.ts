/** Sentences to be shown in the user's language elsewhere: a template for `l10n.t` and its placeholders' values. */

export interface Phrase {
  /** English, with `{0}`, `{1}` … */
  readonly template: string;
  readonly args: readonly PhraseArgument[];
}

export type PhraseArgument = string | number | Numeral | Phrase;

/** A number that is shown as the language writes it: `65,536`. A plain number, such as a port, is shown digit by digit. */
export interface Numeral {
  readonly numeral: number;
}

/** A phrase, or text that is shown as it is, such as a name or a number. */
export type TextOrPhrase = string | Phrase;

/** The template must be a literal, since `npm run l10n` collects templates. */
export function phrase(template: string, ...args: PhraseArgument[]): Phrase {
  return { template, args };
}

/** Text that is the same in every language, such as a name or the system's own message. */
export function verbatim(text: string): Phrase {
  return { template: '{0}', args: [text] };
}

/** Returns a phrase that joins others with a separator. */
export function joined(parts: readonly PhraseArgument[], separator: string): Phrase {
  return { template: parts.map((_, index) => `{${index}}`).join(separator), args: parts };
}

/** Returns a count or a size for a phrase. */
export function numeral(value: number): Numeral {
  return { numeral: value };
}

/** Returns a number as a language writes it; without a language, as that of the process does. */
export function numeralText(value: number, language?: string): string {
  return value.toLocaleString(language);
}

/** Translates a template and fills its places, as `l10n.t` of VS Code and of the page do. */
export interface Translate {
  (template: string, ...args: (string | number)[]): string;
  /** Returns the language of the texts, for numbers. Absent in a page, whose process has the language of the user. */
  language?(): string;
}

const english: Translate = Object.assign(filled, { language: () => 'en' });

/** Texts by their English templates, and their language. */
export interface Translations {
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Returns the same for a worker, which has no `l10n`. Without translations, the texts are English. */
export function translateBy(translations?: Translations): Translate {
  if (!translations) return english;
  const { language, texts } = translations;
  const translate = (template: string, ...args: (string | number)[]) =>
    filled(Object.hasOwn(texts, template) ? String(texts[template]) : template, ...args);
  return Object.assign(translate, { language: () => language });
}

/** Returns the sentence, in English or as translated by `translate`. */
export function phraseText(words: TextOrPhrase, translate: Translate = english): string {
  if (typeof words === 'string') return words;
  const { template, args } = words;
  return translate(template, ...args.map(arg => shownArgument(arg, translate)));
}

/** Returns the sentence with a capital first letter, unless it begins with a value, such as an address or a name. */
export function sentenceCase(words: TextOrPhrase, translate: Translate = english): string {
  const text = phraseText(words, translate);
  return beginsWithValue(words, translate) ? text : text.replace(/^\p{Ll}/u, first => first.toUpperCase());
}

/** Returns the sentence in sentence case, with a period unless it already ends with punctuation. */
export function fullSentence(words: TextOrPhrase, translate: Translate = english): string {
  return sentenceCase(words, translate).replace(/(?<![.?!…:])$/u, '.');
}

function beginsWithValue(words: TextOrPhrase, translate: Translate): boolean {
  if (typeof words === 'string') return true;
  const [, place] = /^\{(\d+)\}/.exec(translate(words.template)) ?? [];
  if (place === undefined) return false;
  const first = words.args[Number(place)];
  return !isPhrase(first) || beginsWithValue(first, translate);
}

/** Whether a sentence can quote this value, which may come from outside: it must be text or a number. */
export function isQuotable(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

/** Thrown for text that can't be parsed. The message is English; the caller that shows the error uses the phrase. */
export class TextError extends RangeError {
  readonly phrase: Phrase;

  constructor(template: string, ...args: PhraseArgument[]) {
    super(phraseText(phrase(template, ...args)));
    this.phrase = phrase(template, ...args);
  }
}

/** Creates the error for an existing phrase. */
export function textErrorOf({ template, args }: Phrase): TextError {
  return new TextError(template, ...args);
}

/** Returns the phrase of an error, if it has one. */
export function phraseOf(error: unknown): Phrase | undefined {
  return error instanceof TextError ? error.phrase : undefined;
}

/** Returns a question mark for anything that isn't an argument: VS Code takes an object for named arguments. */
function shownArgument(argument: unknown, translate: Translate): string | number {
  if (isQuotable(argument)) return argument;
  if (isNumeral(argument)) return numeralText(argument.numeral, translate.language?.());
  return isPhrase(argument) ? phraseText(argument, translate) : '?';
}

function isNumeral(value: unknown): value is Numeral {
  return Number.isFinite((value as Partial<Numeral> | null | undefined)?.numeral);
}

function isPhrase(value: unknown): value is Phrase {
  const { template, args } = (value ?? {}) as Partial<Phrase>;
  return typeof template === 'string' && Array.isArray(args);
}

function filled(template: string, ...args: (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index) => String(args[Number(index)] ?? place));
}
