import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fakeMemento } from '../../support/fakeMemento.ts';
import { freshVscode } from '../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../support/fakeVscode/workbenchState.ts';
import { root } from '../../support/paths.ts';

const folder = join(root, 'test/support/walkthroughOpener');
const require = createRequire(import.meta.url);
const { activate } = require(join(folder, 'opener.cjs')) as { activate(context: object): Promise<void> };

describe('the extension that opens the walkthrough for npm start', () => {
  freshVscode();

  it('opens Portside’s walkthrough in a new folder, and not after a reload', async () => {
    const workspaceState = fakeMemento();
    const before = workbenchState.done.shown.length;
    await activate({ workspaceState });
    await activate({ workspaceState });
    const { name, publisher, contributes } = require(join(root, 'package.json'));
    const [{ id }] = contributes.walkthroughs;
    assert.deepEqual(workbenchState.done.shown.slice(before), [
      { command: 'workbench.action.openWalkthrough', args: [`${publisher}.${name}#${id}`] },
    ]);
  });

  it('is packaged as an extension that starts with the window', () => {
    const { main, activationEvents } = require(join(folder, 'package.json'));
    assert.deepEqual([main, activationEvents], ['./opener.cjs', ['onStartupFinished']]);
  });
});
