import assert from 'node:assert/strict';
import { fileCircle, folderCircle, type Import, importsIn, sourceImports } from '../../support/importCircles.ts';

describe('the imports of the source', () => {
  let imports: Import[];

  before(() => {
    imports = sourceImports();
    for (const layer of [
      'src/core',
      'src/engine',
      'src/client',
      'src/camera',
      'src/host',
      'src/protocol',
      'src/files',
      'webview',
    ])
      assert.ok(imports.some(({ from }) => from.startsWith(`${layer}/`)));
  });

  it('never lead from a file back to itself', () => assert.deepEqual(fileCircle(imports), []));

  it('never lead from a folder back to itself, in a layer or between layers', () =>
    assert.deepEqual(folderCircle(imports), []));
});

describe('an import cycle', () => {
  /** `a > b`: a imports b. */
  const importsOf = (...lines: string[]): Import[] =>
    lines.map(line => {
      const [from = '', to = ''] = line.split(' > ').map(name => `src/${name}.ts`);
      return { from, to };
    });

  it('consists of files, without those that lead into or out of it', () => {
    const ring = importsOf('b > c', 'c > d', 'd > b');
    assert.deepEqual(fileCircle([...importsOf('a > b', 'c > e'), ...ring]), ring);
    assert.deepEqual(fileCircle(importsOf('a > b', 'a > c', 'b > d', 'c > d')), []);
  });

  it('consists of folders, even through a file next to them', () => {
    for (const ring of [
      importsOf('x/a > y/b', 'y/c > x/d'),
      importsOf('x/a > z', 'z > y/b', 'y/c > x/d'),
      importsOf('w/x/a > w/z', 'w/z > w/x/b'),
    ]) {
      assert.deepEqual(fileCircle(ring), []);
      assert.deepEqual(folderCircle(ring), ring);
    }
    assert.deepEqual(folderCircle(importsOf('x/a > z', 'y/b > z', 'y/b > x/a', 'x/v/a > x/b')), []);
  });

  it('includes each kind of import', () => {
    const code = [
      "import type { A } from './a.ts';",
      "import {\n  b,\n} from '../b.ts';",
      "export { c } from './c/c.ts';",
      "const { d } = await import('./d.ts');",
      "let e: import('./e.ts').E;",
      "import './f.ts';",
      "import fs from 'node:fs';",
    ].join('\n');
    const found = importsIn('src/x/y.ts', code);
    assert.deepEqual(
      found.map(({ to }) => to),
      ['src/x/a.ts', 'src/b.ts', 'src/x/c/c.ts', 'src/x/d.ts', 'src/x/e.ts', 'src/x/f.ts'],
    );
  });
});
