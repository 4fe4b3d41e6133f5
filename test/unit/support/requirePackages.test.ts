import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { requirePackages, type SystemPackage } from '../../support/requirePackages.ts';
import { needingScripts, packagesOf, systemPackages } from '../../support/systemPackages.ts';

describe('the programs required by tests', () => {
  let there: Set<string>;
  let installed: (readonly string[])[];

  beforeEach(() => {
    there = new Set(['python3']);
    installed = [];
    mock.method(console, 'log', () => undefined);
  });
  afterEach(() => mock.restoreAll());

  const needed = (wanted: string, debianPackage: string): SystemPackage => ({
    wanted,
    debianPackage,
    find: async () => (there.has(debianPackage) ? `/usr/bin/${debianPackage}` : undefined),
  });
  const all = [needed('Python 3', 'python3'), needed('Chromium', 'chromium'), needed('tshark', 'tshark')];
  const install = async (packages: readonly string[]) => {
    installed.push(packages);
    for (const name of packages) there.add(name);
  };

  it('are installed together if they are missing, and only then', async () => {
    await requirePackages(all, async () => install);
    await requirePackages(all, async () => install);
    assert.deepEqual(installed, [['chromium', 'tshark']]);
  });

  it('are named in one sentence if they can’t be installed', async () => {
    await assert.rejects(
      requirePackages(all, async () => undefined),
      {
        message:
          'The tests need Chromium and tshark: install them (on Debian: apt-get install chromium tshark) and try again.',
      },
    );
  });

  it('are looked up again after the installation', async () => {
    await assert.rejects(
      requirePackages(all, async () => async () => undefined),
      {
        message: 'Chromium and tshark can’t be found after apt-get installed chromium, tshark.',
      },
    );
  });

  it('are listed for each suite', () => {
    const packages = packagesOf(['test:page']).map(({ debianPackage }) => debianPackage);
    assert.deepEqual(packages, ['python3', 'chromium-headless-shell']);
    assert.deepEqual(new Set(packagesOf(needingScripts)), new Set(Object.values(systemPackages)));
  });
});
