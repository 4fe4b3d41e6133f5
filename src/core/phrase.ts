/** Sentences that are made here and told in the user's language elsewhere: a template for `l10n.t`, and what fills its places. */

export interface Phrase {
  /** English, with `{0}`, `{1}` … */
  readonly template: string;
  readonly args: readonly PhraseArgument[];
}

export type PhraseArgument = string | number | Phrase;

/** The template must be a literal, since `npm run l10n` collects it. */
export function phrase(template: string, ...args: PhraseArgument[]): Phrase {
  return { template, args };
}

/** The sentence, in English or as `translate` has it: `l10n.t` of VS Code or of the page. */
export function toldPhrase({ template, args }: Phrase, translate: typeof english = english): string {
  return translate(template, ...args.map(arg => (typeof arg === 'object' ? toldPhrase(arg, translate) : arg)));
}

/** What somebody wrote cannot be understood. The message is English; whoever shows it tells the phrase. */
export class TextError extends RangeError {
  readonly phrase: Phrase;

  constructor(template: string, ...args: PhraseArgument[]) {
    super(toldPhrase(phrase(template, ...args)));
    this.phrase = phrase(template, ...args);
  }
}

/** The error of a phrase that came from elsewhere. */
export function textErrorOf({ template, args }: Phrase): TextError {
  return new TextError(template, ...args);
}

/** The phrase of an error that has one. */
export function phraseOf(error: unknown): Phrase | undefined {
  return error instanceof TextError ? error.phrase : undefined;
}

function english(template: string, ...args: (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index) => String(args[Number(index)] ?? place));
}
