import assert from 'node:assert/strict';
import { FileSystemError, Uri } from 'vscode';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { Applied } from '../../../../src/host/endpoints/endpoints.ts';
import { JsonEditor } from '../../../../src/host/panel/jsonEditor.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('an endpoint as JSON', () => {
  freshVscode();

  const config: EndpointConfig = { kind: 'tcp-server', address: ':9000', name: 'größe/1' };
  const uri = Uri.parse('portside:/e1/any.portside.json');
  let applied: unknown[];
  let outcome: Applied;
  let failure: Error | undefined;
  let endpoints: FakeEndpoints;
  let editor: JsonEditor;

  beforeEach(() => {
    applied = [];
    outcome = 'applied';
    failure = undefined;
    endpoints = fakeEndpoints([endpointSnapshot('e1', 0, { config })], {
      apply: async (_id, given) => {
        applied.push(given);
        if (failure) throw failure;
        endpoints.change({ ...endpoints.find('e1'), config: given });
        return outcome;
      },
    });
    editor = new JsonEditor(endpoints, { has: () => false });
  });
  afterEach(() => editor.dispose());

  const save = (text: string) => editor.writeFile(uri, new TextEncoder().encode(text));
  const hasClients = (count: number) => endpoints.list(endpointSnapshot('e1', count, { config }));
  const text = () => new TextDecoder().decode(editor.readFile(uri));

  it('opens under its name, with characters that a path can’t have replaced', async () => {
    await editor.open('e1');
    const [document] = workbenchState.done.shown.map(({ args }) => args[0] as { uri: Uri });
    assert.equal(document?.uri.path, '/e1/größe_1.portside.json');
  });

  it('contains the config, indented', () => {
    assert.deepEqual(JSON.parse(text()), config);
    assert.match(text(), /^\{\n {2}"kind": .*\n\}\n$/s);
  });

  it('is applied to the endpoint when it is saved, and reports a change then', async () => {
    const change = new Promise<string[]>(resolve =>
      editor.onDidChangeFile(files => resolve(files.map(one => `${one.uri.path} ${text()}`))),
    );
    const changed = { ...config, address: ':9001' };
    await save(JSON.stringify(changed));
    assert.deepEqual(applied, [changed]);
    assert.deepEqual(await change, [`${uri.path} ${JSON.stringify(changed, null, 2)}\n`]);
    await workbenchState.said.find(said => said === 'Changes applied.', 'a message');
    outcome = 'restarted';
    await save(JSON.stringify(changed));
    await workbenchState.said.find(said => said === 'Restarted with the changes.', 'a message');
    outcome = 'kept';
    await save(JSON.stringify(changed));
    await workbenchState.said.find(said => said.includes('when the endpoint starts'), 'a message');
    assert.deepEqual(questions.open, []);
  });

  it('asks before it disconnects clients, and stays unsaved if that is declined', async () => {
    hasClients(1);
    const moved = { ...config, address: ':9001' };
    const saving = save(JSON.stringify(moved));
    (await questions.question('which disconnects 1 client.')).dismiss();
    // What VS Code quotes.
    await assert.rejects(saving, error => String(error) === 'The changes were not applied.');
    assert.deepEqual(applied, []);
    hasClients(3);
    const again = save(JSON.stringify(moved));
    (await questions.question('which disconnects 3 clients.')).answer('Apply and Restart');
    await again;
    assert.deepEqual(applied, [moved]);
  });

  it('asks before other machines can reach it, since not only the user can write to a file', async () => {
    const exposed = { ...config, address: '0.0.0.0:9000' };
    const saving = save(JSON.stringify(exposed));
    // As the form asks.
    const question = 'Apply the changes to “größe/1”?\nOther machines will be able to reach 0.0.0.0:9000.';
    (await questions.question(question)).dismiss();
    await assert.rejects(saving, error => error instanceof FileSystemError && /were not applied/.test(error.message));
    assert.deepEqual(applied, []);
    const again = save(JSON.stringify(exposed));
    (await questions.question(question)).answer('Apply and Restart');
    await again;
    assert.deepEqual(applied, [exposed]);
  });

  it('asks once if it does both', async () => {
    hasClients(2);
    const exposed = { ...config, address: '0.0.0.0:9000' };
    const saving = save(JSON.stringify(exposed));
    const both = await questions.question(/^Apply the changes to /);
    assert.deepEqual(both.text.split('\n').slice(1), [
      'Other machines will be able to reach 0.0.0.0:9000.',
      'These changes need a restart, which disconnects 2 clients.',
    ]);
    both.answer('Apply and Restart');
    await saving;
    assert.deepEqual([applied, questions.open], [[exposed], []]);
  });

  it('is saved even if the endpoint can’t be opened, which is reported separately', async () => {
    failure = SocketError.system('EADDRINUSE', { operation: 'listen', address: 'tcp://127.0.0.1:9000' });
    await save(JSON.stringify(config));
    await questions.question('Cannot listen on 127.0.0.1:9000');
  });

  it('is not saved if it isn’t valid JSON or a valid config, and names the field', async () => {
    await assert.rejects(
      save('{'),
      error => error instanceof FileSystemError && /^Not valid JSON: /.test(error.message),
    );
    await assert.rejects(
      save(JSON.stringify({ ...config, maxPeers: 0 })),
      error => error instanceof FileSystemError && /can’t be used\. maxPeers: /.test(error.message),
    );
    const link = '[a](command:quit)';
    for (const text of [link, JSON.stringify({ ...config, address: link })])
      await assert.rejects(save(text), ({ message }) => /command:quit/.test(message) && !message.includes(link), text);
    assert.deepEqual(applied, []);
  });

  it('keeps keys that no endpoint has, and warns about them', async () => {
    await save(JSON.stringify({ ...config, greating: 'hi', comment: 'mine' }));
    assert.deepEqual(applied, [{ ...config, greating: 'hi', comment: 'mine' }]);
    await questions.question('Unknown keys, kept unchanged: greating, comment');
  });

  it('is gone with its endpoint', async () => {
    endpoints.list();
    assert.throws(() => editor.readFile(uri), { code: 'FileNotFound' });
    assert.throws(() => editor.stat(uri), { code: 'FileNotFound' });
    await assert.rejects(save('{}'), { code: 'FileNotFound' });
    assert.throws(() => editor.readFile(Uri.parse('portside:/')), { code: 'FileNotFound' });
  });
});
