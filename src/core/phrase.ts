/** Sentences that are made here and shown in the user's language elsewhere: a template for `l10n.t` and the values of its placeholders. */

export interface Phrase {
  /** English, with `{0}`, `{1}` … */
  readonly template: string;
  readonly args: readonly PhraseArgument[];
}

export type PhraseArgument = string | number | Phrase;

/** A text that is shown as it is, such as a name or a number, or a phrase. */
export type Words = string | Phrase;

/** The template must be a literal, since `npm run l10n` collects it. */
export function phrase(template: string, ...args: PhraseArgument[]): Phrase {
  return { template, args };
}

/** Puts phrases and texts one after another. Its template has only placeholders, so it isn't translated. */
export function joined(...args: PhraseArgument[]): Phrase {
  return { template: args.map((_, at) => `{${at}}`).join(''), args };
}

/** Returns the sentence, in English or as translated by `translate`: `l10n.t` of VS Code or of the page. */
export function toldPhrase(words: Words, translate: typeof english = english): string {
  if (typeof words === 'string') return words;
  const { template, args } = words;
  return translate(template, ...args.map(arg => (typeof arg === 'object' ? toldPhrase(arg, translate) : arg)));
}

/** Thrown for text that can't be understood. The message is English; the caller that shows it uses the phrase. */
export class TextError extends RangeError {
  readonly phrase: Phrase;

  constructor(template: string, ...args: PhraseArgument[]) {
    super(toldPhrase(phrase(template, ...args)));
    this.phrase = phrase(template, ...args);
  }
}

/** Creates the error for a phrase that came from elsewhere. */
export function textErrorOf({ template, args }: Phrase): TextError {
  return new TextError(template, ...args);
}

/** Returns the phrase of an error, if it has one. */
export function phraseOf(error: unknown): Phrase | undefined {
  return error instanceof TextError ? error.phrase : undefined;
}

function english(template: string, ...args: (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index) => String(args[Number(index)] ?? place));
}
