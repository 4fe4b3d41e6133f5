/** Saved endpoints, by command and in hand-written settings. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import * as vscode from 'vscode';
import { portside } from './apiEndpoints.ts';

const { Global, Workspace } = vscode.ConfigurationTarget;

interface Started {
  id: string;
  address: string;
}

const run = async <T>(command: string, argument?: unknown): Promise<T> =>
  await vscode.commands.executeCommand<T>(`portside.${command}`, argument);

const settings = () => vscode.workspace.getConfiguration('portside');
const write = async (value: unknown, target = Workspace) => settings().update('endpoints', value, target);
const written = (target = Workspace): unknown[] => {
  const { globalValue, workspaceValue } = settings().inspect<unknown[]>('endpoints') ?? {};
  return (target === Workspace ? workspaceValue : globalValue) ?? [];
};
const server = (name: string, more: object = {}) => ({ kind: 'tcp-server', address: ':0', name, ...more });
const asText = (value: unknown) => JSON.parse(JSON.stringify(value));
const notAllowed = {
  code: 'NOT_ALLOWED',
  message: /^Cannot change the saved endpoint “.*”: commands need your permission/,
};

describe('saved endpoints', () => {
  afterEach(async () => {
    await write(undefined);
    await write(undefined, Global);
    await Promise.all((await portside()).endpoints.map(one => one.remove()));
  });

  it('of the user and of the workspace are both listed', async () => {
    await write([server('of the user')], Global);
    await write([server('of the workspace')]);
    for (const name of ['of the user', 'of the workspace']) {
      const { id } = await run<Started>('startSaved', { name });
      assert.equal((await portside()).endpoints.find(one => one.id === id)?.config.name, name);
    }
  });

  it('start correctly from a list of a thousand', async () => {
    const list = Array.from({ length: 1000 }, (_, at) => server(`number ${at}`, { greeting: `I am ${at}` }));
    await write(list);
    const { address } = await run<Started>('startSaved', { name: 'number 777' });
    const [greeting] = await once(connect(Number(address.split(':').at(-1)), '127.0.0.1'), 'data');
    assert.equal(String(greeting), 'I am 777');
  });

  it('with the same name are distinguished by their scope', async () => {
    await write([server('twin', { greeting: 'a' })], Global);
    await write([server('twin', { greeting: 'b' })]);
    await assert.rejects(run('startSaved', { name: 'twin' }), /2 saved endpoints are named “twin”/);
    await run('startSaved', { name: 'twin', scope: 'user' });
    assert.equal((await portside()).endpoints[0]?.config.greeting, 'a');
    await assert.rejects(run('startSaved', { name: 'nobody' }), /No saved endpoint is named “nobody”/);
  });

  it('are saved in one scope and not in another, and replaced only with a permission', async () => {
    const mine = server('mine', { greeting: 'of the user' });
    await write([server('first')]);
    await write([mine], Global);
    const { id } = await run<Started>('startTcpServer', server('mine', { reply: 'echo' }));
    await run('saveEndpoint', { endpoint: id });
    assert.deepEqual(asText(written()), [server('first'), { ...server('mine'), version: 1, reply: 'echo' }]);
    await assert.rejects(run('saveEndpoint', { endpoint: id, scope: 'user' }), notAllowed);
    assert.deepEqual(asText(written(Global)), [mine]);
  });

  it('are not replaced when two have the name', async () => {
    const twins = [server('twin'), server('twin', { greeting: 'b' })];
    await write(twins);
    const { id } = await run<Started>('startTcpServer', server('twin'));
    await assert.rejects(run('saveEndpoint', { endpoint: id }), /2 saved endpoints are named “twin”/);
    assert.deepEqual(asText(written()), twins);
  });

  it('are duplicated in their place, and set to start automatically or removed only with a permission', async () => {
    const list = [server('a', { color: 'red', autoStart: true }), server('b')];
    await write(list);
    await run('duplicateSaved', { name: 'a', as: 'copy' });
    await assert.rejects(run('startWithWorkspace', { name: 'b' }), notAllowed);
    await assert.rejects(run('startByHandOnly', { name: 'a' }), notAllowed);
    await assert.rejects(run('removeSaved', { name: 'copy' }), notAllowed);
    assert.deepEqual(asText(written()), list.toSpliced(1, 0, server('copy', { color: 'red' })));
  });

  it('don’t pass on keys that only say when they start', async () => {
    await write([server('by itself', { autoStart: true })]);
    await run('startSaved', { name: 'by itself' });
    assert.deepEqual(Object.keys((await portside()).endpoints[0]?.config ?? {}), ['kind', 'address', 'name']);
  });

  it('that are invalid say why, and are kept', async () => {
    await write([server('wrong', { address: 'nowhere' })]);
    await assert.rejects(run('startSaved', { name: 'wrong' }), /portside\.endpoints\[0\]: address: .*port is missing/);
    await run('editSaved', { name: 'wrong' });
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail('the settings aren’t open');
    assert.match(document.fileName, /settings\.json$/);
    assert.equal(document.getText(selection), 'wrong');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.deepEqual(asText(written()), [server('wrong', { address: 'nowhere' })]);
  });

  it('are exported with namesakes and unknown keys, and imported', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
    const uri = vscode.Uri.joinPath(folder, 'traveling.json');
    const list = [server('twin'), server('twin', { greeting: 'b', color: 'red' })];
    await write(list);
    await run('exportEndpoints', { uri });
    await write(undefined);
    await run('importEndpoints', { uri });
    await run('importEndpoints', { uri, scope: 'user' });
    const expected = list.map(one => ({ ...one, version: 1 }));
    assert.deepEqual(asText(written()), expected);
    assert.deepEqual(asText(written(Global)), expected);
    await vscode.workspace.fs.delete(uri);
  });
});

describe('pasted text', () => {
  afterEach(async () => {
    await Promise.all((await portside()).endpoints.map(one => one.remove()));
  });

  it('opens silently: a server from a netcat command, and a client from a URL', async () => {
    const { address } = await run<Started>('openFromText', 'nc -lk 0');
    const client = await run<Started>('openFromText', { text: address });
    assert.match(client.address, /^tcp:\/\/127\.0\.0\.1:\d+$/);
    const kinds = (await portside()).endpoints.map(({ config }) => config.kind);
    assert.deepEqual(kinds, ['tcp-server', 'tcp-client']);
  });

  it('is refused with a sentence if it is meaningless, or nothing answers', async () => {
    await assert.rejects(run('openFromText', 'ls -l'), /"ls -l" isn’t recognized/);
    await assert.rejects(run('openFromText', { words: 1 }), /must be a string/);
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as { port: number };
    closed.close();
    await once(closed, 'close');
    await assert.rejects(run('openFromText', `nc 127.0.0.1 ${port}`), /connection refused/);
  });
});

describe('Try It', () => {
  it('opens an echo and a client once, and shows an exchange', async () => {
    await run('tryIt');
    await run('tryIt');
    const { endpoints } = await portside();
    assert.deepEqual(
      endpoints.map(({ config }) => config.kind),
      ['tcp-server', 'tcp-client'],
    );
    const [echo, you] = endpoints;
    while ((you?.counters.framesIn ?? 0) === 0) await new Promise<void>(resolve => you?.onDidChange(() => resolve()));
    assert.equal(echo?.counters.framesIn, 1);
    const { tabGroups } = vscode.window;
    while (tabGroups.all.length < 2)
      await new Promise<void>(resolve => tabGroups.onDidChangeTabGroups(() => resolve()));
    const labels = tabGroups.all.map(({ tabs }) => tabs.map(({ label }) => label));
    assert.deepEqual(labels, [['You'], ['Echo']]);
    await run('stopAll');
    assert.deepEqual(new Set(endpoints.map(({ state }) => state)), new Set(['closed']));
    await Promise.all(endpoints.map(one => one.remove()));
  });
});
