/**
 * Text in the form VS Code may show. Almost all of our texts quote names and bytes from outside, and VS Code gives some characters a
 * meaning: `[text](command:…)` is a link that runs a command in a notification and below a field, `$(name)` is an icon in lists, below
 * fields and in the status bar, a bidi override reverses the rest of a line, and a line break makes one text look like two.
 */
import { MarkdownString, type TreeItem } from 'vscode';
import { visibleText } from '../../core/bytes/visibleText.ts';

/** VS Code truncates notifications at 1000 characters, and a dialog with more wouldn't fit on a screen. */
const maxUnits = 900;
/** Number of characters kept from the end of a truncated text: a sentence that quotes a long name is still readable after it. */
const tailUnits = 300;
const lineBreaks = /\s*[\r\n\u2028\u2029]\s*/g;
/** Matches what VS Code treats as an icon, or might in a later version. */
const icon = /\$\([A-Za-z0-9~-]+\)/g;

/**
 * Returns the text on one line of at most 900 characters, with invisible characters as escapes. For places where VS Code shows plain text.
 */
export function plainText(text: string): string {
  return shortened(visibleText(shortened(text).replaceAll(lineBreaks, ' ')));
}

/** Returns a sentence of any length in one line, with invisible characters as escapes, for pages. */
export function pageText(sentence: string): string {
  return visibleText(sentence.replaceAll(lineBreaks, ' '));
}

/** Returns the same as `plainText` without links, for notifications. */
export function noticeText(text: string): string {
  return shortened(withoutLinks(plainText(text)));
}

/** Returns a text of any length without links, otherwise unchanged: for the message of an error that VS Code itself may show. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Returns plain text that has no icons, for the status bar and for the items of lists. */
export function withoutIcons(text: string): string {
  return escapedIcons(plainText(text));
}

/** Returns plain text that has neither links nor icons, for the prompts and messages below fields. */
export function fieldText(text: string): string {
  return escapedIcons(noticeText(text));
}

/** Returns a tooltip of these lines. */
export function tooltipOf(lines: readonly string[]): MarkdownString {
  const tooltip = new MarkdownString();
  for (const line of lines) tooltip.appendText(`${plainText(line)}\n`);
  return tooltip;
}

/** Makes the texts of a tree's row plain. */
export function plainRow(row: TreeItem): TreeItem {
  const { label, description, accessibilityInformation: spoken } = row;
  if (typeof label === 'string') row.label = plainText(label);
  if (typeof description === 'string') row.description = plainText(description);
  if (spoken) row.accessibilityInformation = { ...spoken, label: plainText(spoken.label) };
  return row;
}

function escapedIcons(text: string): string {
  return text.replaceAll(icon, '\\$&');
}

/** Shortens a long text in the middle, between characters. */
function shortened(text: string): string {
  if (text.length <= maxUnits) return text;
  const end = text.length - tailUnits + 1;
  return `${text.slice(0, betweenHalves(text, maxUnits - tailUnits - 1))}…${text.slice(betweenHalves(text, end))}`;
}

function betweenHalves(text: string, unit: number): number {
  return /[\udc00-\udfff]/.test(text[unit] ?? '') ? unit + 1 : unit;
}
