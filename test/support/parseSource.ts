/** Parses source files for tests that check conventions. */
import { join } from 'node:path';
import type { SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { root } from './paths.ts';

/**
 * Calls `read` with each TypeScript file in these folders or of these names for which `isWanted` returns true. The config exists only in
 * memory. It resolves no imports, libraries or types: parsing is enough, and much faster.
 */
export function parseSource<T>(
  include: readonly string[],
  isWanted: (path: string) => boolean,
  read: (file: SourceFile) => T[],
): T[] {
  const path = join(root, 'parsed.tsconfig.json').replaceAll('\\', '/');
  const text = JSON.stringify({ compilerOptions: { noLib: true, noResolve: true, types: [] }, include });
  const fs = {
    fileExists: (asked: string) => asked === path || undefined,
    readFile: (asked: string) => (asked === path ? text : undefined),
  };
  const api = new API({ cwd: root, fs });
  try {
    return api
      .updateSnapshot({ openProjects: [path] })
      .getProjects()
      .flatMap(({ rootFiles, program }) => rootFiles.filter(isWanted).map(file => program.getSourceFile(file)))
      .flatMap(file => (file ? read(file) : []));
  } finally {
    api.close();
  }
}
