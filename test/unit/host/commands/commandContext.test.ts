import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../support/paths.ts';

const folder = join(root, 'src/host/commands');
/** The places that know all of it. */
const wholes = new Set(['commandContext.ts', 'commandTable.ts', 'registerCommands.ts']);

describe('the context of commands', () => {
  it('is passed whole to none of them: a command can touch what its signature names', async () => {
    const files = (await readdir(folder)).filter(name => !wholes.has(name));
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
