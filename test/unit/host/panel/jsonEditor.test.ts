import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type FileStat, FileSystemError, TextDocumentSaveReason, Uri, workspace } from 'vscode';
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
  const uri = Uri.parse('portside:/any.portside.json?e1');
  let applied: unknown[];
  let outcome: Applied;
  let failure: Error | undefined;
  let endpoints: FakeEndpoints;
  let editor: JsonEditor;
  /** Resolved when everything from the previous window is listed. */
  let ready: PromiseWithResolvers<void>;

  const newEditor = () => {
    const { promise } = ready;
    return new JsonEditor(endpoints, { ready: promise, whenListed: () => promise }, { has: () => false });
  };

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
    ready = Promise.withResolvers();
    editor = newEditor();
  });
  afterEach(() => {
    editor.dispose();
    mock.restoreAll();
  });

  const save = (text: string) => editor.writeFile(uri, new TextEncoder().encode(text));
  const hasClients = (count: number) => endpoints.list(endpointSnapshot('e1', count, { config }));
  const moved = { ...config, address: ':9001' };
  const settled = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  };
  /** Documents of listed endpoints are read at once. */
  const text = () => new TextDecoder().decode(editor.readFile(uri) as Uint8Array);
  const stat = () => editor.stat(uri) as FileStat;

  it('opens under its name, with characters that a path can’t have replaced', async () => {
    await editor.open('e1');
    const [document] = workbenchState.done.shown.map(({ args }) => args[0] as { uri: Uri });
    assert.deepEqual([document?.uri.path, document?.uri.query], ['/größe_1.portside.json', 'e1']);
  });

  it('opens under its former name while it has unsaved changes there', async () => {
    const former = Uri.parse('portside:/former.portside.json?e1');
    const documents = [
      { uri: former, isDirty: true },
      { uri: Uri.parse('portside:/other.portside.json?e2'), isDirty: true },
    ];
    mock.property(workspace, 'textDocuments', documents as never);
    const opened = async () => {
      await editor.open('e1');
      const [shown] = workbenchState.done.shown.at(-1)?.args ?? [];
      return String((shown as { uri: Uri }).uri);
    };
    assert.equal(await opened(), String(former));
    for (const one of documents) one.isDirty = false;
    assert.notEqual(await opened(), String(former));
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
    await settled();
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

  it('asks before it disconnects clients, after it was saved: a rejection would be an error with its URI', async () => {
    hasClients(3);
    await save(JSON.stringify(moved));
    assert.deepEqual(applied, []);
    (await questions.question('which disconnects 3 clients.')).answer('Apply and Restart');
    await settled();
    assert.deepEqual(applied, [moved]);
  });

  it('offers to ask again if the question is dismissed, and can be reverted to the config', async () => {
    hasClients(1);
    const written = JSON.stringify(moved);
    await save(written);
    const { mtime } = stat();
    (await questions.question('which disconnects 1 client.')).dismiss();
    const offer = await questions.question('The changes to “größe/1” were not applied.');
    assert.deepEqual([applied, JSON.parse(text())], [[], config], 'what VS Code gets when it reverts');
    assert.deepEqual([stat().size, stat().mtime], [Buffer.byteLength(written), mtime], 'it can be saved again');
    offer.answer('Apply');
    (await questions.question('which disconnects 1 client.')).answer('Apply and Restart');
    await settled();
    assert.deepEqual([applied, JSON.parse(text())], [[moved], moved]);
    assert.match(text(), /\n$/, 'it is the config again');
    assert.deepEqual(questions.open, []);
  });

  it('is replaced by what is saved later, with its question and its offer', async () => {
    hasClients(1);
    const later = { ...config, address: ':9002' };
    await save(JSON.stringify(moved));
    const first = await questions.question('which disconnects 1 client.');
    await save(JSON.stringify(later));
    first.answer('Apply and Restart');
    await settled();
    assert.deepEqual(applied, []);
    (await questions.question('which disconnects 1 client.')).dismiss();
    const offer = await questions.question('were not applied');
    await save(JSON.stringify(config));
    await settled();
    offer.answer('Apply');
    await settled();
    assert.deepEqual([applied, questions.open], [[config], []]);
  });

  it('has the config again when it is reopened without having been applied', async () => {
    hasClients(1);
    await save(JSON.stringify(moved));
    (await questions.question('which disconnects 1 client.')).dismiss();
    await settled();
    const documents = [{ uri }];
    mock.property(workspace, 'textDocuments', documents as never);
    const { mtime } = stat();
    await editor.open('e1');
    assert.equal(stat().mtime, mtime, 'it is open still');
    documents.pop();
    await editor.open('e1');
    assert.ok(stat().mtime > mtime, 'VS Code reads it again');
    assert.deepEqual(JSON.parse(text()), config);
    (await questions.question('were not applied')).answer('Apply');
    (await questions.question('which disconnects 1 client.')).answer('Apply and Restart');
    await settled();
    assert.deepEqual(applied, [moved], 'the offer stays');
  });

  describe('that VS Code saves by itself', () => {
    const saveByItself = async (text: string, reason: number = TextDocumentSaveReason.AfterDelay) => {
      workbenchState.willSave(uri, reason);
      await save(text);
    };

    it('isn’t applied, nor checked in the middle of a word, and offers once to apply the latest text', async () => {
      hasClients(1);
      await saveByItself('{"kind": "tcp-ser');
      const offer = await questions.question('VS Code saved the JSON of “größe/1” automatically.');
      await saveByItself(JSON.stringify(moved), TextDocumentSaveReason.FocusOut);
      await settled();
      assert.deepEqual([applied, questions.open], [[], [offer]]);
      offer.answer('Apply');
      (await questions.question('which disconnects 1 client.')).answer('Apply and Restart');
      await settled();
      assert.deepEqual([applied, questions.open], [[moved], []]);
    });

    it('is applied when the user saves it', async () => {
      await saveByItself(JSON.stringify(moved));
      const offer = await questions.question('automatically');
      workbenchState.willSave(uri, TextDocumentSaveReason.Manual);
      await save(JSON.stringify(moved));
      await settled();
      offer.answer('Apply');
      await settled();
      assert.deepEqual(applied, [moved], 'once');
    });

    it('names the invalid field when it is to be applied', async () => {
      await saveByItself('{"kind": "tcp-server", "address": 7}');
      (await questions.question('automatically')).answer('Apply');
      await questions.question('address');
      assert.deepEqual(applied, []);
    });

    it('has nothing to apply once its text is the config again, nor after the config was changed elsewhere', async () => {
      await saveByItself(text());
      await settled();
      assert.deepEqual(questions.open, []);
      await saveByItself(JSON.stringify(moved));
      const offer = await questions.question('automatically');
      text();
      endpoints.change({ ...endpoints.find('e1'), config: { ...config, address: ':9002' } });
      await settled();
      offer.answer('Apply');
      await settled();
      assert.deepEqual(applied, []);
    });

    it('says nothing of other documents', async () => {
      workbenchState.willSave(Uri.parse('file:///a.json'), TextDocumentSaveReason.AfterDelay);
      await save(JSON.stringify(moved));
      await settled();
      assert.deepEqual(applied, [moved]);
    });
  });

  describe('in an open document', () => {
    let reported: string[];

    beforeEach(() => {
      const untitled = { uri: Uri.parse('untitled:/other?e1') };
      mock.property(workspace, 'textDocuments', [{ uri }, untitled] as never);
      reported = [];
      editor.onDidChangeFile(files => reported.push(...files.map(file => `${file.uri} ${JSON.parse(text()).address}`)));
      editor.stat(uri);
      text();
    });

    it('is reported as changed when it is changed elsewhere, and only then', () => {
      endpoints.change(endpointSnapshot('e1', 5, { config }), endpointSnapshot('e1', 6, { config: { ...config } }));
      assert.deepEqual(reported, []);
      endpoints.change(endpointSnapshot('e1', 0, { config: moved }));
      assert.deepEqual(reported, [`${uri} :9001`]);
    });

    it('gets a later time with every change, and with nothing else', async () => {
      const { mtime } = stat();
      await new Promise(setImmediate);
      mock.method(Date, 'now', () => mtime);
      endpoints.change(endpointSnapshot('e1', 5, { config: { ...config } }));
      assert.equal(stat().mtime, mtime);
      endpoints.change(endpointSnapshot('e1', 0, { config: moved }));
      assert.equal(stat().mtime, mtime + 1);
      endpoints.change(endpointSnapshot('e1', 0, { config }));
      assert.equal(stat().mtime, mtime + 2);
    });

    it('replaces changes that were saved but not applied', async () => {
      hasClients(1);
      await save(JSON.stringify(moved));
      (await questions.question('which disconnects 1 client.')).dismiss();
      await questions.question('were not applied');
      const elsewhere = { ...config, address: ':9002' };
      endpoints.change(endpointSnapshot('e1', 1, { config: elsewhere }));
      assert.deepEqual([reported, JSON.parse(text())], [[`${uri} :9002`], elsewhere]);
    });

    it('has the same time after it was saved and applied, so that the document isn’t newer than the editor', async () => {
      await save(`${JSON.stringify(moved, null, 2)}\n`);
      const { mtime } = stat();
      await settled();
      assert.deepEqual([applied, stat().mtime], [[moved], mtime]);
    });

    it('is followed again after its endpoint was restored', () => {
      endpoints.list();
      endpoints.list(endpointSnapshot('e1', 0, { config }));
      endpoints.change(endpointSnapshot('e1', 0, { config: moved }));
      assert.deepEqual(reported, [`${uri} :9001`]);
    });
  });

  describe('with a draft from the form', () => {
    const shownDocument = () => {
      const [shown] = workbenchState.done.shown.slice(-1);
      return shown?.args[0] as { uri: Uri; isDirty: boolean; getText(): string };
    };

    it('has it as unsaved changes', async () => {
      await editor.open('e1', moved);
      const document = shownDocument();
      assert.deepEqual([JSON.parse(document.getText()), document.isDirty, applied], [moved, true, []]);
    });

    it('keeps other unsaved changes, and reports that', async () => {
      await editor.open('e1', moved);
      const document = shownDocument();
      mock.method(workspace, 'openTextDocument', async () => document);
      await editor.open('e1', moved);
      await assert.rejects(editor.open('e1', config), /already has other unsaved changes/);
      assert.deepEqual(JSON.parse(document.getText()), moved);
    });

    it('asks for what the form would have asked, until it is applied: the page may have been taken over', async () => {
      const received = { bytesIn: 1, bytesOut: 0, framesIn: 1, framesOut: 0, peers: 0 };
      const udp: EndpointConfig = { kind: 'udp', address: ':9000', name: 'mine' };
      endpoints = fakeEndpoints([endpointSnapshot('e1', 0, { config: udp, counters: received })], {
        apply: async (_id, given) => {
          applied.push(given);
          return 'applied';
        },
        openPeers: async () => [],
        recentPeers: async () => [],
      });
      editor.dispose();
      editor = newEditor();
      const away: EndpointConfig = { ...udp, remote: '192.0.2.7:9' };
      await editor.open('e1', away);
      await save(JSON.stringify(away));
      (await questions.question('Send to 192.0.2.7:9 from “mine”?')).answer('Send');
      await settled();
      await save(JSON.stringify({ ...away, remote: '192.0.2.8:9' }));
      await settled();
      assert.deepEqual([applied.length, questions.open], [2, []]);
    });
  });

  it('applies nothing to an endpoint that is removed meanwhile', async () => {
    hasClients(1);
    await save(JSON.stringify(moved));
    const question = await questions.question('which disconnects 1 client.');
    endpoints.list();
    question.answer('Apply and Restart');
    await settled();
    assert.deepEqual([applied, questions.open], [[], []]);
  });

  it('asks before other machines can reach it, since not only the user can write to a file', async () => {
    const exposed = { ...config, address: '0.0.0.0:9000' };
    await save(JSON.stringify(exposed));
    // As the form asks.
    const question = 'Apply the changes to “größe/1”?\nOther machines will be able to reach 0.0.0.0:9000.';
    (await questions.question(question)).dismiss();
    await settled();
    assert.deepEqual(applied, []);
    await save(JSON.stringify(exposed));
    (await questions.question(question)).answer('Apply and Restart');
    await settled();
    assert.deepEqual(applied, [exposed]);
  });

  it('asks once if it does both', async () => {
    hasClients(2);
    const exposed = { ...config, address: '0.0.0.0:9000' };
    await save(JSON.stringify(exposed));
    const both = await questions.question(/^Apply the changes to /);
    assert.deepEqual(both.text.split('\n').slice(1), [
      'Other machines will be able to reach 0.0.0.0:9000.',
      'These changes need a restart, which disconnects 2 clients.',
    ]);
    both.answer('Apply and Restart');
    await settled();
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
    await settled();
    assert.deepEqual(applied, [{ ...config, greating: 'hi', comment: 'mine' }]);
    await questions.question('Unknown keys, kept unchanged: greating, comment');
  });

  it('is gone with its endpoint', async () => {
    endpoints.list();
    ready.resolve();
    await assert.rejects(async () => editor.readFile(uri), { code: 'FileNotFound' });
    await assert.rejects(async () => editor.stat(uri), { code: 'FileNotFound' });
    await assert.rejects(async () => editor.readFile(Uri.parse('portside:/')), { code: 'FileNotFound' });
  });

  it('can’t be saved without its endpoint, and says what to do with the changes', async () => {
    endpoints.list();
    await assert.rejects(save('{}'), { code: 'FileNotFound', message: /^This endpoint was removed\. .*copy it/ });
  });

  it('is read by a new window once its endpoint is listed', async () => {
    const snapshot = endpoints.find('e1');
    endpoints.list();
    const read = Promise.all([editor.readFile(uri), editor.stat(uri)]);
    await settled();
    endpoints.list(snapshot);
    ready.resolve();
    const [content, { size }] = await read;
    assert.deepEqual([JSON.parse(new TextDecoder().decode(content)), size], [config, content.length]);
  });
});
