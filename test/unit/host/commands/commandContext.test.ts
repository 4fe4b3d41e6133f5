import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../support/paths.ts';

const folder = join(root, 'src/host/commands');
/** The only files that know all of it. */
const uses = new Set(['commandContext.ts', 'commandTable.ts', 'registerCommands.ts']);

describe('the command context', () => {
  it('is never passed whole: a command can only use what its signature names', async () => {
    const files = (await readdir(folder)).filter(name => !uses.has(name));
    const whole: string[] = [];
    let parts = 0;
    for (const name of files) {
      const source = await readFile(join(folder, name), 'utf8');
      if (/\bCommandContext\b/.test(source)) whole.push(name);
      parts += source.match(/: Uses<'/g)?.length ?? 0;
    }
    assert.deepEqual(whole, []);
    assert.ok(parts > 50, `only ${parts} signatures name what they use`);
  });
});
