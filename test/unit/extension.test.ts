import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from '../support/paths.ts';

/** Static imports of values, which are loaded with a file. */
const staticImport = /^(?:import|export)\s(?!type\b)(?:[^;']*?\sfrom\s)?'([^']+)'/gm;

/** Packages and files that are loaded with the entry module. */
interface Loaded {
  /** The files that lead to each package, by the package's name. */
  readonly packages: Map<string, string[]>;
  /** The code of each file. */
  readonly files: ReadonlyMap<string, string>;
}

function loadedBy(entry: string): Loaded {
  const packages = new Map<string, string[]>();
  const files = new Map<string, string>();
  const ways = new Map([[entry, [entry]]]);
  for (const [file, way] of ways) {
    const code = readFileSync(join(root, file), 'utf8');
    files.set(file, code);
    for (const [, path = ''] of code.matchAll(staticImport)) {
      const to = posix.join(posix.dirname(file), path);
      if (!path.startsWith('.')) packages.set(/^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path, way);
      else if (!ways.has(to)) ways.set(to, [...way, to]);
    }
  }
  return { packages, files };
}

describe('activation', () => {
  it('loads small packages only: schemas, servers and patterns are loaded on demand', () => {
    const { packages } = loadedBy('src/extension.ts');
    assert.ok(packages.delete('vscode'));
    for (const name of packages.keys()) if (name.startsWith('node:')) packages.delete(name);
    for (const name of ['birpc']) assert.ok(packages.delete(name));
    assert.deepEqual(Object.fromEntries(packages), {});
  });

  it('creates no regular expression from text and no Intl object before it is needed: either takes milliseconds', () => {
    const { files } = loadedBy('src/extension.ts');
    const slow = [...files].filter(([, code]) =>
      /^(?:export )?const [^\n]*(?:= |\n {2})new (?:RegExp\b|Intl\.)/m.test(code),
    );
    assert.deepEqual(
      slow.map(([file]) => file),
      [],
    );
    assert.ok(files.size > 100);
  });
});
