/** Finds files and folders of the source that import each other, types included. */
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from './paths.ts';

/** One file imports another: paths from the root, with slashes. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** `from './x.ts'`, `import './x.ts'` and `import('./x.ts')`. */
const specifier = /\b(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g;

/** Returns the imports of each file in `src` and `webview`. */
export function sourceImports(): Import[] {
  const files = globSync('{src,webview}/**/*.ts', { cwd: root }).map(file => file.replaceAll('\\', '/'));
  return files.flatMap(from => importsIn(from, readFileSync(join(root, from), 'utf8')));
}

/** Returns the imports of one file. */
export function importsIn(from: string, code: string): Import[] {
  const folder = posix.dirname(from);
  return [...code.matchAll(specifier)].map(([, path = '']) => ({ from, to: posix.join(folder, path) }));
}

/** Returns the imports that form a circle, one each; empty if there is none. */
export function fileCircle(imports: readonly Import[]): Import[] {
  return circle(imports, file => file);
}

/**
 * Returns imports that form a circle between the parts of a folder, one each; empty if there are none. The parts are
 * its subfolders and its own files, each with everything it contains: a subfolder may use a file beside it that doesn't
 * use the subfolder.
 */
export function folderCircle(imports: readonly Import[]): Import[] {
  const folders = new Set(imports.flatMap(({ from }) => foldersOf(from)));
  for (const folder of folders) {
    const found = circle(imports, file => childOf(folder, file));
    if (found.length > 0) return found;
  }
  return [];
}

/** Returns `src`, `src/host` and `src/host/undo` for `src/host/undo/removal.ts`. */
function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** Returns the part of a folder that contains or is this file; undefined for a file elsewhere. */
function childOf(folder: string, file: string): string | undefined {
  if (!file.startsWith(`${folder}/`)) return undefined;
  const [child = ''] = file.slice(folder.length + 1).split('/');
  return child;
}

/** Follows the imports from each node to others, given the node that each file is part of. */
function circle(imports: readonly Import[], nodeOf: (file: string) => string | undefined): Import[] {
  const edges = new Map<string, Map<string, Import>>();
  for (const one of imports) {
    const [from, to] = [nodeOf(one.from), nodeOf(one.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const of = edges.get(from) ?? new Map<string, Import>();
    edges.set(from, of.set(to, one));
  }
  /** Nodes from which no circle can be reached. */
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): string[] => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return [];
    path.push(node);
    for (const next of edges.get(node)?.keys() ?? []) {
      const found = visit(next);
      if (found.length > 0) return found;
    }
    path.pop();
    done.add(node);
    return [];
  };
  const nodes = [...edges.keys()].map(visit).find(found => found.length > 0) ?? [];
  return nodes.slice(1).flatMap((to, at) => edges.get(nodes[at] ?? '')?.get(to) ?? []);
}
