import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { revealSaved } from '../../../../src/host/commands/revealSaved.ts';
import type { SavedEndpoint } from '../../../../src/host/saved/savedEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the place of a saved endpoint in the settings', () => {
  freshVscode();

  const saved = (value: unknown, index: number, label: string, more: Partial<SavedEndpoint> = {}) =>
    ({ scope: { type: 'user' }, value, index, label, isNamesake: false, autoStart: false, ...more }) as SavedEndpoint;

  /** The selected text in the settings, and its offset. */
  async function selectedIn(settings: string, one: SavedEndpoint, all: SavedEndpoint[] = [one]) {
    const editor = {
      document: { getText: () => settings, positionAt: (offset: number) => offset },
      selection: undefined as { start: number; end: number } | undefined,
      revealRange: () => undefined,
    };
    workbenchState.state.activeTextEditor = editor;
    await revealSaved(one, all);
    const { start, end } = editor.selection ?? { start: 0, end: 0 };
    return { text: settings.slice(start, end), start };
  }

  const settingsWith = (list: string) => `{ "other": [{ "name": "a" }], "portside.endpoints": ${list} }`;

  it('is its name, after the setting', async () => {
    const one = saved({ name: 'a' }, 0, 'a');
    const settings = settingsWith('[{ "name" :  "a" }]');
    assert.deepEqual(await selectedIn(settings, one), { text: 'a', start: settings.lastIndexOf('"a"') + 1 });
  });

  it('is its address if it has no name', async () => {
    const one = saved({ kind: 'udp', address: ':7' }, 0, ':7');
    assert.equal((await selectedIn(settingsWith('[{ "kind": "udp", "address": ":7" }]'), one)).text, ':7');
  });

  it('is the second of two with the same name', async () => {
    const [first, second] = [saved({ name: 'a' }, 0, 'a'), saved({ name: 'a' }, 1, 'a')];
    const elsewhere = saved({ name: 'a' }, 0, 'a', { scope: { type: 'workspace' } });
    const settings = '{ "portside.endpoints": [{ "name": "a" }, { "name":  "a" }] }';
    const { start } = await selectedIn(settings, second, [elsewhere, first, second]);
    assert.equal(start, settings.lastIndexOf('"a"') + 1);
  });

  it('is found even if its name contains regular expression characters, quotes or backslashes', async () => {
    for (const name of ['a.b*(c)', 'say "hi"', 'back\\slash', '$&', 'größe']) {
      const settings = settingsWith(`[{ "name": "axb" }, { "name": ${JSON.stringify(name)} }]`);
      const { text } = await selectedIn(settings, saved({ name }, 1, name));
      assert.equal(JSON.parse(`"${text}"`), name);
    }
  });

  it('is only opened if it has neither, or is no longer found', async () => {
    const nothing = { text: '', start: 0 };
    assert.deepEqual(await selectedIn(settingsWith('[7]'), saved(7, 0, 'portside.endpoints[0]')), nothing);
    assert.deepEqual(await selectedIn(settingsWith('[]'), saved({ name: 'gone' }, 0, 'gone')), nothing);
    assert.deepEqual(await selectedIn('{}', saved({ name: 'a' }, 0, 'a')), nothing);
  });

  it('is in the file of its scope', async () => {
    const uri = Uri.file('/a');
    const opened = async (scope: SavedEndpoint['scope']) => {
      await revealSaved(saved({ name: 'a' }, 0, 'a', { scope }), []);
      const { command, args } = workbenchState.done.shown.at(-1) ?? assert.fail('nothing was opened');
      return [command, (args[0] as { folderUri?: Uri }).folderUri];
    };
    assert.deepEqual(await opened({ type: 'user' }), ['workbench.action.openSettingsJson', undefined]);
    assert.deepEqual(await opened({ type: 'workspace' }), ['workbench.action.openWorkspaceSettingsFile', undefined]);
    const folder = { type: 'folder', folder: { uri, name: 'a', index: 0 } } as const;
    assert.deepEqual(await opened(folder), ['workbench.action.openFolderSettingsFile', uri]);
  });
});
