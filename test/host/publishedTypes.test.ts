import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { run } from '../support/run.ts';

describe('the published types', () => {
  it('compile in an extension that knows nothing else of Portside', async function () {
    this.timeout(60_000);
    await run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      join(root, 'test/host/consumer'),
    ]);
  });
});
