import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from '../support/paths.ts';

/** What is loaded with a file: imports of values that aren't dynamic. */
const staticImport = /^(?:import|export)\s(?!type\b)(?:[^;']*?\sfrom\s)?'([^']+)'/gm;

/** Returns the files that lead from the entry to each package, by the package's name. */
function packagesLoadedBy(entry: string): Map<string, string[]> {
  const packages = new Map<string, string[]>();
  const ways = new Map([[entry, [entry]]]);
  for (const [file, way] of ways) {
    for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(staticImport)) {
      const to = posix.join(posix.dirname(file), path);
      if (!path.startsWith('.')) packages.set(/^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path, way);
      else if (!ways.has(to)) ways.set(to, [...way, to]);
    }
  }
  return packages;
}

describe('activation', () => {
  it('loads small packages only: schemas, servers and patterns are loaded when they are needed', () => {
    const packages = packagesLoadedBy('src/extension.ts');
    assert.ok(packages.delete('vscode'));
    for (const name of packages.keys()) if (name.startsWith('node:')) packages.delete(name);
    for (const name of ['birpc', 'crc', 'fastest-levenshtein']) assert.ok(packages.delete(name));
    assert.deepEqual(Object.fromEntries(packages), {});
  });
});
