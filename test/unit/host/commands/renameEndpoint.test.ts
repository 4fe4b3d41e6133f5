import assert from 'node:assert/strict';
import { markUserArgument } from '../../../../src/client/callers/userGestures.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { renameEndpoint, renameSaved } from '../../../../src/host/commands/renameEndpoint.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { readScope } from '../../../../src/host/saved/savedScopes.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('renaming an endpoint', () => {
  freshVscode();

  const key = 'portside.endpoints';
  const server = { kind: 'tcp-server', address: ':9', name: 'server' } as const;
  const other = { ...server, name: 'other' };
  const user = () => readScope({ type: 'user' });
  const listed = endpointSnapshot('a', 1, { config: server });
  let saved: SavedEndpoints;
  let renamed: unknown[];
  let isEditing: boolean;
  let granted: string[];
  let context: CommandContext;

  beforeEach(() => {
    renamed = [];
    isEditing = false;
    granted = ['change'];
    saved = new SavedEndpoints();
    const rename = async (...args: unknown[]) => void renamed.push(args);
    const savedForms = { isEditing: () => isEditing };
    const endpoints = fakeEndpoints([listed], { rename });
    const permissions = { has: (name: string) => granted.includes(name) };
    context = { saved, savedForms, endpoints, permissions } as unknown as CommandContext;
  });
  afterEach(() => saved.dispose());

  it('asks for the new name, and leaves the settings unchanged if it isn’t saved', async () => {
    settings.set(key, [other]);
    const renaming = renameEndpoint(listed, { type: 'endpoint', endpoint: 'a' }, context);
    const question = await questions.question(/^Rename Endpoint\n/);
    assert.equal(question.value, 'server');
    question.answer('new');
    await renaming;
    assert.deepEqual([renamed, user()], [[['a', 'new']], [other]]);
  });

  it('also renames its saved entry, to a name that no other saved endpoint has', async () => {
    settings.set(key, [{ ...server, later: 1 }, other]);
    const renaming = renameEndpoint(listed, undefined, context);
    const question = await questions.question(/^Rename Endpoint\n/);
    assert.equal(await question.validate('other'), '“other” already exists.');
    assert.equal(await question.validate('server'), undefined);
    question.answer('new');
    await renaming;
    assert.deepEqual([renamed, user()], [[['a', 'new']], [{ ...server, later: 1, name: 'new' }, other]]);
  });

  it('leaves saving to the form if that edits a saved endpoint', async () => {
    settings.set(key, [server]);
    isEditing = true;
    await renameEndpoint(listed, { endpoint: 'a', as: 'new' }, context);
    assert.deepEqual([renamed, user()], [[['a', 'new']], [server]]);
  });

  it('renames one that is only saved, in place', async () => {
    settings.set(key, [other, { ...server, autoStart: true }, { kind: 'tcp', address: ':9', name: 'odd' }]);
    const [, one] = await saved.all();
    const renaming = renameSaved({ type: 'saved', saved: one }, context);
    (await questions.question(/^Rename Endpoint\n/)).answer('new');
    await renaming;
    assert.deepEqual((user() as unknown[])[1], { ...server, autoStart: true, name: 'new' });
    await renameSaved({ name: 'other', as: 'quiet' }, context);
    assert.equal((user() as { name: string }[])[0]?.name, 'quiet');
    await assert.rejects(renameSaved({ name: 'odd', as: 'x' }, context), { name: 'RangeError', message: /kind: / });
  });

  it('lets nothing start with the window for a caller that may not open it', async () => {
    const exposed = endpointSnapshot('b', 1, { config: { ...server, address: '0.0.0.0:9', name: 'exposed' } });
    (context.endpoints as FakeEndpoints).list(listed, exposed);
    settings.set(key, [{ ...server, autoStart: true }]);
    const refused = { code: 'NOT_ALLOWED' };
    await assert.rejects(renameEndpoint(exposed, { endpoint: 'b', as: 'server' }, context), refused);
    await assert.rejects(renameEndpoint(listed, { endpoint: 'a', as: 'exposed' }, context), refused);
    await assert.rejects(renameSaved({ name: 'server', as: 'exposed' }, context), refused);
    assert.deepEqual([renamed, user()], [[], [{ ...server, autoStart: true }]]);
    await renameEndpoint(exposed, markUserArgument({ type: 'endpoint', endpoint: 'b', as: 'server' }), context);
    await renameSaved({ name: 'server', as: 'other' }, context);
    assert.deepEqual([renamed, user()], [[['b', 'server']], [{ ...other, autoStart: true }]]);
  });

  it('changes no saved entry for a caller without that permission, not even through its form', async () => {
    settings.set(key, [server, other]);
    granted = ['listen'];
    const refused = { code: 'NOT_ALLOWED', params: { permission: 'change', name: 'server' } };
    for (isEditing of [false, true])
      await assert.rejects(renameEndpoint(listed, { endpoint: 'a', as: 'new' }, context), refused);
    await assert.rejects(renameSaved({ name: 'server', as: 'new' }, context), refused);
    assert.deepEqual([renamed, user()], [[], [server, other]]);
    const unsaved = endpointSnapshot('b', 1, { config: { ...server, name: 'unsaved' } });
    (context.endpoints as FakeEndpoints).list(listed, unsaved);
    await renameEndpoint(unsaved, { endpoint: 'b', as: 'new' }, context);
    await renameSaved(markUserArgument({ name: 'server', as: 'new' }), context);
    assert.deepEqual([renamed, user()], [[['b', 'new']], [{ ...server, name: 'new' }, other]]);
  });
});
