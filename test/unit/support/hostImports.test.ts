import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { importsIn } from '../../support/importCircles.ts';
import { root } from '../../support/paths.ts';

describe('src/host', () => {
  it('contains only what needs VS Code, directly or through its imports', () => {
    const files = globSync('src/host/**/*.ts', { cwd: root }).map(file => file.replaceAll('\\', '/'));
    const code = new Map(files.map(file => [file, readFileSync(join(root, file), 'utf8')]));
    const needing = new Set(files.filter(file => /\bfrom 'vscode'/.test(code.get(file) ?? '')));
    const imports = files.flatMap(file => importsIn(file, code.get(file) ?? ''));
    for (let known = 0; known < needing.size; ) {
      known = needing.size;
      for (const { from, to } of imports) if (needing.has(posix.normalize(to))) needing.add(from);
    }
    assert.ok(needing.size > 100);
    assert.deepEqual(
      files.filter(file => !needing.has(file)),
      [],
    );
  });
});
