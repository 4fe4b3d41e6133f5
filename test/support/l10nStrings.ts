/** The strings that a user sees, collected from the source: what `l10n.t`, `phrase`, `TextError` and a schema's `error` are given. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  isCallExpression,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isPropertyAssignment,
  isStringLiteral,
  type Node,
  type SourceFile,
} from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { root } from './paths.ts';

/**
 * The config of a project that is on no disk. Nothing is resolved in it, no library and no type: parsing is enough to find strings, and the
 * rest takes longer.
 */
const config = {
  path: join(root, 'strings.tsconfig.json').replaceAll('\\', '/'),
  text: JSON.stringify({
    compilerOptions: { noLib: true, noResolve: true, types: [] },
    include: ['src/core', 'src/host', 'src/extension.ts', 'webview'],
  }),
};
const translating = new Set(['l10n.t', 'phrase', 'TextError']);
/** Where templates are passed on. */
const passingOn = 'src/core/phrase.ts';
/** What a file has in its text if it has anything translated. */
const trace = /l10n\.t|phrase|TextError|error:/;

/** Every string once. @throws SyntaxError for a call whose string is no literal: nobody could translate it. */
export function collectStrings(): string[] {
  const fs = {
    fileExists: (path: string) => path === config.path || undefined,
    readFile: (path: string) => (path === config.path ? config.text : undefined),
  };
  const api = new API({ cwd: root, fs });
  try {
    const strings = api
      .updateSnapshot({ openProjects: [config.path] })
      .getProjects()
      .flatMap(({ rootFiles, program }) => rootFiles.filter(hasTrace).map(file => program.getSourceFile(file)))
      .flatMap(file => (file ? stringsOf(file) : []));
    return [...new Set(strings)].sort((a, b) => (a < b ? -1 : 1));
  } finally {
    api.close();
  }
}

function hasTrace(file: string): boolean {
  return trace.test(readFileSync(file, 'utf8'));
}

/** The names in braces, as often as they stand there, in order: `{0}`, `{name}`. */
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

/** The text that a node has translated, if it does. */
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
  throw new SyntaxError(`${place}:${line}: ${node.getText(file)} is no literal, so it cannot be translated`);
}
