/** The display language of VS Code, for the texts of a page and the numbers and dates in them. The browser's own may be another one. */
import * as l10n from '@vscode/l10n';

/** Created once per language: each row shows several in every frame. */
interface Formats {
  readonly numbers: Intl.NumberFormat;
  readonly tenths: Intl.NumberFormat;
  readonly dates: Intl.DateTimeFormat;
  readonly moments: Intl.DateTimeFormat;
}

const day = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
let formats = formatsOf('en');

/** Sets the language that the host wrote into the document, with its texts by the English ones; English has none. */
export function setLanguage(language: string, texts: Record<string, string> | undefined): void {
  if (texts) l10n.config({ contents: texts });
  formats = formatsOf(language);
}

/** `12,345` */
export function numberText(count: number | bigint): string {
  return formats.numbers.format(count);
}

/** `1.2`: rounded to tenths, without a zero at the end. */
export function tenthsText(value: number): string {
  return formats.tenths.format(value);
}

/** `11/30/2026`, of ms since the epoch. */
export function dateText(ms: number): string {
  return formats.dates.format(ms);
}

/** `11/30/2026, 2:50:00 PM`, of ms since the epoch. */
export function dateTimeText(ms: number): string {
  return formats.moments.format(ms);
}

function formatsOf(language: string): Formats {
  return {
    numbers: new Intl.NumberFormat(language),
    tenths: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }),
    dates: new Intl.DateTimeFormat(language, day),
    moments: new Intl.DateTimeFormat(language, { ...day, hour: 'numeric', minute: 'numeric', second: 'numeric' }),
  };
}
