/** Finds where the source distinguishes kinds of endpoints by their names, instead of asking the table in `kinds.ts`. */
import { relative } from 'node:path';
import {
  isArrayLiteralExpression,
  isBinaryExpression,
  isCallExpression,
  isCaseClause,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
  isSwitchStatement,
  isTypeReferenceNode,
  type Node,
  type SourceFile,
  type StringLiteral,
} from 'typescript/unstable/ast';
import { allKinds } from '../../src/core/kinds.ts';
import { parseSource } from './parseSource.ts';
import { root } from './paths.ts';

const names = new Set<string>(allKinds);
/** Kinds whose names are also those of schemes and protocols. */
const alsoSchemes = new Set(['udp']);
/** Functions that open an endpoint of the kind that their first argument names. */
const opening = new Set(['start', 'askConfig']);
/** Tables by kind, and types that depend on a kind. */
const distinguishing = /^(?:Record|Map|Extract|Exclude)<EndpointKind\b/;

/** Returns the code of each such place in `src` and `webview`, by file. */
export function kindLiterals(): Record<string, string[]> {
  const found = parseSource(
    ['src', 'webview'],
    () => true,
    file => placesIn(file).map(code => ({ file: relative(root, file.fileName).replaceAll('\\', '/'), code })),
  );
  const byFile = Object.groupBy(found, ({ file }) => file);
  return Object.fromEntries(Object.entries(byFile).map(([file, places = []]) => [file, places.map(one => one.code)]));
}

/** Returns the code of each such place in one file. */
export function placesIn(file: SourceFile): string[] {
  const found: string[] = [];
  const text = (node: Node) => node.getText(file).replace(/\s+/g, ' ');
  const visit = (node: Node): void => {
    if (isStringLiteral(node) && names.has(node.text) && !isAllowed(node, text)) found.push(text(node.parent));
    if (isTypeReferenceNode(node) && distinguishing.test(text(node))) found.push(text(node));
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

/** Whether a name makes an endpoint of that kind, or is a scheme, and so distinguishes nothing. */
function isAllowed(name: StringLiteral, text: (node: Node) => string): boolean {
  const { parent } = name;
  if (isPropertyAssignment(parent) && parent.initializer === name && text(parent.name) === 'kind') return true;
  if (alsoSchemes.has(name.text)) {
    const compared = comparand(name);
    return compared === undefined || /\b(?:scheme|protocol)$/.test(text(compared));
  }
  return isCallExpression(parent) && parent.arguments[0] === name && opening.has(calleeName(parent.expression, text));
}

/** Returns what a name is compared with. */
function comparand(name: Node): Node | undefined {
  const { parent } = name;
  if (isBinaryExpression(parent)) return parent.left === name ? parent.right : parent.left;
  if (isCaseClause(parent)) {
    const outer = parent.parent.parent;
    return isSwitchStatement(outer) ? outer.expression : undefined;
  }
  if (!isArrayLiteralExpression(parent)) return undefined;
  const call = parent.parent.parent;
  const asks = isCallExpression(call) && isPropertyAccessExpression(call.expression) && call.expression.name.getText();
  return asks === 'includes' && isCallExpression(call) ? call.arguments[0] : undefined;
}

function calleeName(callee: Node, text: (node: Node) => string): string {
  return text(isPropertyAccessExpression(callee) ? callee.name : callee);
}
