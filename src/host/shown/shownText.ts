/**
 * Makes text safe to show in VS Code. Almost all of our texts quote names and bytes from outside, and VS Code
 * interprets some characters: `[text](command:…)` is a link that runs a command in a notification and below an input
 * box, `$(name)` is an icon in lists, below input boxes and in the status bar, a bidi override reverses the rest of a
 * line, and a line break makes one text look like two.
 */
import { MarkdownString, type TreeItem } from 'vscode';
import { visibleText } from '../../core/bytes/visibleText.ts';

/** VS Code truncates notifications at 1000 characters, and a longer dialog wouldn't fit on a screen. */
const maxUnits = 900;
/** Characters kept from the end of a shortened text: a sentence stays readable after the long name that it quotes. */
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

/** Returns a sentence of any length on one line, with invisible characters as escapes, for pages. */
export function pageText(sentence: string): string {
  return visibleText(sentence.replaceAll(lineBreaks, ' '));
}

/** Returns plain text without links, for notifications. */
export function noticeText(text: string): string {
  return shortened(withoutLinks(plainText(text)));
}

/** Returns a text of any length without links, otherwise unchanged: for error messages that VS Code itself may show. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Returns plain text without icons, for the status bar and list items. */
export function withoutIcons(text: string): string {
  return escapedIcons(plainText(text));
}

/** Returns plain text without links or icons, for the prompts and messages below input boxes. */
export function fieldText(text: string): string {
  return escapedIcons(noticeText(text));
}

export function tooltipOf(lines: readonly string[]): MarkdownString {
  const tooltip = new MarkdownString();
  for (const line of lines) tooltip.appendText(`${plainText(line)}\n`);
  return tooltip;
}

/** Makes the texts of a tree item plain. */
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

/** Shortens a long text in the middle, without splitting a surrogate pair. */
function shortened(text: string): string {
  if (text.length <= maxUnits) return text;
  const end = text.length - tailUnits + 1;
  return `${text.slice(0, betweenHalves(text, maxUnits - tailUnits - 1))}…${text.slice(betweenHalves(text, end))}`;
}

function betweenHalves(text: string, unit: number): number {
  return /[\udc00-\udfff]/.test(text[unit] ?? '') ? unit + 1 : unit;
}
