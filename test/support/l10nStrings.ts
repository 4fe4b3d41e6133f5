/** Collects the strings that users see from the source: the arguments of `l10n.t`, `phrase` and `TextError`, and the `error` of schemas. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import {
  isCallExpression,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isPropertyAssignment,
  isStringLiteral,
  type Node,
  type SourceFile,
} from 'typescript/unstable/ast';
import { parseSource } from './parseSource.ts';
import { root } from './paths.ts';

const include = ['src/core', 'src/client', 'src/camera', 'src/host', 'src/extension.ts', 'webview'];
const translating = new Set(['l10n.t', 'phrase', 'TextError']);
/** Declares `phrase` and passes templates on. */
const passingOn = 'src/core/phrase.ts';
/** Matches every file that has a string to translate. */
const trace = /l10n\.t|phrase|TextError|error:/;

let collected: readonly string[] | undefined;

/**
 * Returns every string once. Reads the source on the first call only. @throws SyntaxError for a string that isn't a literal, since it
 * couldn't be translated.
 */
export function collectStrings(): readonly string[] {
  collected ??= stringsInSource();
  return collected;
}

function stringsInSource(): string[] {
  const strings = parseSource(include, hasTrace, stringsOf);
  return [...new Set(strings)].sort((a, b) => (a < b ? -1 : 1));
}

function hasTrace(file: string): boolean {
  return trace.test(readFileSync(file, 'utf8'));
}

/** Returns the placeholders of a text, sorted, with duplicates: `{0}`, `{name}`. */
export function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}

function stringsOf(file: SourceFile): string[] {
  const place = relative(root, file.fileName).replaceAll('\\', '/');
  if (place === passingOn) return [];
  const found: string[] = [];
  const visit = (node: Node): void => {
    const text = translated(node, file);
    if (text) found.push(literal(text, file, place));
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

/** Returns the node of the string that this node translates, if any. */
function translated(node: Node, file: SourceFile): Node | undefined {
  if (isCallExpression(node) || isNewExpression(node)) {
    return translating.has(node.expression.getText(file)) ? node.arguments?.[0] : undefined;
  }
  const isSchemaError = isPropertyAssignment(node) && node.name.getText(file) === 'error';
  return isSchemaError && isStringLiteral(node.initializer) ? node.initializer : undefined;
}

function literal(node: Node, file: SourceFile, place: string): string {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text;
  const line = file.text.slice(0, node.getStart(file)).split('\n').length;
  throw new SyntaxError(`${place}:${line}: ${node.getText(file)} isn’t a literal, so it can’t be translated`);
}
