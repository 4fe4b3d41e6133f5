import assert from 'node:assert/strict';
import type { Memento, QuickPickItem } from 'vscode';
import { askSavedScope, scopeOf } from '../../../../src/host/commands/savedScope.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the scope for saving an endpoint', () => {
  freshVscode();

  const { state } = workbenchState;
  let kept: Map<string, unknown>;
  const memory = {
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  } as unknown as Memento;
  const user = { type: 'user' } as const;
  const workspace = { type: 'workspace' } as const;

  beforeEach(() => {
    kept = new Map();
  });

  it('is the caller’s choice, or the workspace if there is one', () => {
    for (const argument of [undefined, {}, { more: 1 }]) assert.deepEqual(scopeOf(argument), user);
    assert.throws(() => scopeOf({ scope: 'workspace' }), /Can’t save: no trusted workspace is open/);
    state.folders = ['/a'];
    assert.deepEqual(scopeOf({}), workspace);
    assert.deepEqual(scopeOf({ scope: 'user' }), user);
    for (const argument of [{ scope: 'folder' }, { scope: 7 }, 'user'])
      assert.throws(() => scopeOf(argument), TypeError, JSON.stringify(argument));
  });

  it('isn’t a folder if the caller doesn’t say so', () => {
    Object.assign(state, { folders: ['/a', '/b'], workspaceFile: '/all.code-workspace' });
    assert.deepEqual(scopeOf(undefined), workspace);
  });

  it('is asked for only if there is a choice', async () => {
    assert.deepEqual(await askSavedScope({ title: 'Save Endpoint', question: 'Where to?', holding: [] }, memory), user);
    assert.deepEqual(questions.open, []);
  });

  it('is asked for even without a choice if a page saves', async () => {
    const scope = askSavedScope(
      { title: 'Save Endpoint', question: 'Where to?', holding: [], isAlwaysAsked: true },
      memory,
    );
    (await questions.question('Where to?')).answer('User');
    assert.deepEqual(await scope, user);
  });

  it('is proposed where the name exists, then where the last one was saved', async () => {
    Object.assign(state, { folders: ['/a', '/b'], workspaceFile: '/all.code-workspace' });
    const ask = async (holding: Parameters<typeof askSavedScope>[0]['holding'], answer: string) => {
      const scope = askSavedScope({ title: 'Save Endpoint', question: 'Where to?', holding }, memory);
      const question = await questions.question('Where to?');
      question.answer((question.items as QuickPickItem[]).find(({ label }) => label === answer));
      const items = (question.items as QuickPickItem[]).map(({ label, detail }) => (detail ? `${label}!` : label));
      return { items, type: (await scope).type };
    };
    assert.deepEqual(await ask([], 'b'), { items: ['a', 'b', 'Workspace', 'User'], type: 'folder' });
    assert.deepEqual(await ask([user], 'User'), { items: ['User!', 'b', 'a', 'Workspace'], type: 'user' });
    assert.deepEqual(await ask([], 'Workspace'), { items: ['User', 'a', 'b', 'Workspace'], type: 'workspace' });
  });

  it('is described by the file that it is written to, and by who can see it there', async () => {
    const meanings = async () => {
      const scope = askSavedScope({ title: 'Save Endpoint', question: 'Where to?', holding: [] }, memory);
      const question = await questions.question(/^Save Endpoint\nWhere to\?/);
      question.answer('User');
      await scope;
      return (question.items as QuickPickItem[]).map(({ label, description }) => `${label}: ${description}`);
    };
    const user = 'User: your settings, in every workspace';
    state.folders = ['/a'];
    assert.deepEqual(await meanings(), ['Workspace: .vscode/settings.json, shared with the project', user]);
    Object.assign(state, { folders: ['/a', '/b'], workspaceFile: '/all.code-workspace' });
    kept.clear();
    assert.deepEqual(await meanings(), [
      'a: .vscode/settings.json in this folder, shared with the project',
      'b: .vscode/settings.json in this folder, shared with the project',
      'Workspace: all.code-workspace, shared with the project',
      user,
    ]);
  });
});
