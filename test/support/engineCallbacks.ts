/** Finds where the engine's source registers callbacks and drops promises, and which of them have an owner. */
import { relative } from 'node:path';
import {
  isArrowFunction,
  isCallExpression,
  isConditionalExpression,
  isExpressionStatement,
  isIdentifier,
  isPropertyAccessExpression,
  isStringLiteral,
  isVoidExpression,
  type Node,
  type SourceFile,
} from 'typescript/unstable/ast';
import { parseSource } from './parseSource.ts';
import { root } from './paths.ts';

export interface EngineCallbacks {
  /** Names passed to `owned`, `startOwned` and `settling`, once for each use. */
  readonly places: readonly string[];
  /** Source of code without an owner, by file. */
  readonly unowned: Readonly<Record<string, readonly string[]>>;
}

const ownings = new Set(['owned', 'startOwned', 'settling']);
const listening = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener', 'subscribe']);
const timing = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'nextTick', 'inLaterTurn']);
const following = new Set(['then', 'catch', 'finally']);
/** Objects of Node whose methods call back when they are done. */
const callingBack = /(socket|server|probe|child|worker|handle|stream)$/i;

type Found = { readonly place: string } | { readonly file: string; readonly unowned: string };

/** Reads all of `src/engine`. */
export function engineCallbacks(): EngineCallbacks {
  const found = parseSource(
    ['src/engine'],
    () => true,
    file => [...new FoundIn(file)],
  );
  const unowned = found.flatMap(one => ('unowned' in one ? one : []));
  const byFile = Object.groupBy(unowned, ({ file }) => file);
  return {
    places: found.flatMap(one => ('place' in one ? one.place : [])),
    unowned: Object.fromEntries(
      Object.entries(byFile).map(([file, some = []]) => [file, some.map(one => one.unowned)]),
    ),
  };
}

class FoundIn {
  readonly #file: SourceFile;
  readonly #name: string;

  constructor(file: SourceFile) {
    this.#file = file;
    this.#name = relative(`${root}/src/engine`, file.fileName).replaceAll('\\', '/');
  }

  *[Symbol.iterator](): Iterator<Found> {
    const nodes: Node[] = [this.#file];
    for (let node = nodes.pop(); node; node = nodes.pop()) {
      const place = this.#place(node);
      if (place !== undefined) yield { place };
      if (this.#callbacks(node).some(one => !this.#isOwned(one))) yield { file: this.#name, unowned: this.#text(node) };
      const children: Node[] = [];
      node.forEachChild(child => void children.push(child));
      nodes.push(...children.reverse());
    }
  }

  #text(node: Node): string {
    return node.getText(this.#file).replace(/\s+/g, ' ');
  }

  #place(node: Node): string | undefined {
    if (this.#name === 'owned.ts' || !isCallExpression(node) || !ownings.has(this.#text(node.expression))) return;
    const place = node.arguments[1];
    return place && isStringLiteral(place) ? place.text : this.#text(node);
  }

  /** Returns what Node calls because of this node, or what is dropped there. */
  #callbacks(node: Node): Node[] {
    if (isVoidExpression(node)) return [node];
    if (isExpressionStatement(node)) return this.#followers(node.expression);
    if (!isCallExpression(node)) return [];
    const [receiver, method] = this.#callee(node.expression);
    if (listening.has(method)) return node.arguments.slice(method === 'subscribe' ? 0 : 1).slice(0, 1);
    if (timing.has(method)) return node.arguments.slice(0, 1);
    return receiver && callingBack.test(receiver) ? node.arguments.filter(one => this.#isCallback(one)) : [];
  }

  /** Returns what is called when a promise settles whose chain ends in this statement. */
  #followers(node: Node): Node[] {
    if (!isCallExpression(node)) return [];
    const [receiver, method] = this.#callee(node.expression);
    return receiver !== undefined && following.has(method) ? [...node.arguments] : [];
  }

  #callee(callee: Node): readonly [receiver: string | undefined, method: string] {
    if (!isPropertyAccessExpression(callee)) return [undefined, this.#text(callee)];
    return [this.#text(callee.expression), this.#text(callee.name)];
  }

  #isCallback(node: Node): boolean {
    if (isConditionalExpression(node)) return this.#isCallback(node.whenTrue) || this.#isCallback(node.whenFalse);
    return isArrowFunction(node) || (isCallExpression(node) && ownings.has(this.#text(node.expression)));
  }

  #isOwned(node: Node): boolean {
    if (isCallExpression(node)) return this.#text(node.expression) === 'owned';
    if (isConditionalExpression(node)) return this.#isOwned(node.whenTrue) && this.#isOwned(node.whenFalse);
    if (isArrowFunction(node)) return this.#isSafe(node.body);
    const name = this.#text(node);
    return isIdentifier(node) || isPropertyAccessExpression(node) ? this.#isNameOfOwned(name) : false;
  }

  /** True for a body that can't throw: it does nothing, settles a promise, or starts work that has an owner. */
  #isSafe(body: Node): boolean {
    const text = this.#text(body);
    return text === 'undefined' || /^(resolve|reject)\([\w.?]*\)$/.test(text) || /^startOwned\(/.test(text);
  }

  #isNameOfOwned(name: string): boolean {
    if (name === 'resolve' || name === 'reject' || name === 'undefined') return true;
    const escaped = name.replace(/^this\./, '').replace(/[$#.]/g, '\\$&');
    const assigned = new RegExp(`(?:^|[\\s.])${escaped}(?:: [^=]*)? = owned\\(`, 'm');
    return (
      assigned.test(this.#file.text) ||
      new RegExp(`const ${escaped} = \\(\\) => (?:resolve|reject)\\([\\w.?]*\\);`).test(this.#file.text)
    );
  }
}
