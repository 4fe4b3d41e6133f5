/** Saved endpoints in the tree, and those that start with the window. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { clientsOfEachTest } from '../support/clients.ts';
import { configurationApi, settings } from '../support/fakeVscode/configuration.ts';
import { ConfigurationTarget } from '../support/fakeVscode/plainValues.ts';
import { type Question, questions } from '../support/fakeVscode/questions.ts';
import type { TreeRow } from '../support/fakeVscode/tree.ts';
import { webviews } from '../support/fakeVscode/webviews.ts';
import { eachInItsOwnPage } from './window.ts';

const server = (name: string, more: object = {}) => ({ kind: 'tcp-server', address: ':0', name, ...more });

/** Saves endpoints in the settings of the workspace. */
function save(endpoints: readonly object[]): void {
  settings.set('portside.endpoints', endpoints, ConfigurationTarget.Workspace);
}

function savedNames(): unknown[] {
  const { workspaceValue } = configurationApi.getConfiguration('portside').inspect('endpoints');
  return (workspaceValue as { name: unknown }[]).map(({ name }) => name);
}

describe('saved endpoints', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  /** Chooses a command from the menu of a row. */
  const choose = (command: string, { node }: TreeRow) => test.window.extension.run(command, node);

  it('start correctly from among a thousand, in the list and in the tree', async () => {
    const { window } = test;
    save(Array.from({ length: 1000 }, (_, at) => server(`number ${at}`, { greeting: `I am ${at}` })));
    await window.tree.row(/^number 3,/);
    await window.runCommand('Portside: Start Saved Endpoint');
    await window.pick('number 777');
    await window.tree.row(/number 777, open/);
    const [greeting] = await once(await client(await window.port()), 'data');
    assert.equal(String(greeting), 'I am 777');
    await window.tree.press(await window.tree.row(/^number 4,/));
    await window.tree.row(/number 4, open/);
  });

  it('that cannot be used are kept and explained, and the others start', async () => {
    const { window } = test;
    save([server('too high', { address: ':70000' }), server('good one', { greeting: 'hi' })]);
    await window.tree.row(/^too high, portside\.endpoints\[0\]: address: .*at most 65535/);
    await window.tree.press(await window.tree.row(/^good one/));
    await window.panel.getByRole('img', { name: 'open', exact: true }).waitFor();
    assert.equal(String((await once(await client(await window.port()), 'data'))[0]), 'hi');
    assert.deepEqual(savedNames(), ['too high', 'good one']);
  });

  it('are removed with an undo, duplicated, and set to start with the window', async () => {
    const { window } = test;
    const { tree } = window;
    save(['a', 'b', 'c'].map(name => server(name)));
    await choose('removeSaved', await tree.row(/^b,/));
    await tree.gone(/^b,/);
    assert.deepEqual(savedNames(), ['a', 'c']);
    await window.runCommand('Portside: Undo Remove');
    await tree.row(/^b,/);
    assert.deepEqual(savedNames(), ['a', 'b', 'c']);
    const duplicated = choose('duplicateSaved', await tree.row(/^a,/));
    await window.answer('Duplicate Endpoint', 'a copy');
    await duplicated;
    await tree.row(/^a copy,/);
    assert.deepEqual(savedNames(), ['a', 'a copy', 'b', 'c']);
    await choose('startWithWorkspace', await tree.row(/^c,/));
    await choose('startByHandOnly', await tree.row(/^c, .*starts automatically/));
    await tree.row(/^c, :0 · saved$/);
  });

  it('are restored to their place even if the window was reloaded after their removal', async () => {
    const { window } = test;
    save(['a', 'b', 'c'].map(name => server(name)));
    await choose('removeSaved', await window.tree.row(/^b,/));
    await window.extension.reload();
    await window.runCommand('Portside: Undo Remove');
    await window.tree.row(/^b,/);
    assert.deepEqual(savedNames(), ['a', 'b', 'c']);
  });

  it('are edited in the form, which saves without starting, and are listed as saved again when it is closed', async () => {
    const { window } = test;
    const { panel, tree } = window;
    const field = (label: string) => panel.getByLabel(label, { exact: true });
    const button = (name: string) => panel.getByRole('button', { name, exact: true });
    const isSaved = () => panel.getByRole('status').getByText('Saved in the workspace settings.').waitFor();
    const written = () => {
      const { workspaceValue } = configurationApi.getConfiguration('portside').inspect('endpoints');
      return (workspaceValue as object[])[1];
    };
    save([server('a'), server('b', { owner: 'me' })]);
    await choose('editSaved', await tree.row(/^b,/));
    await field('Greeting').fill('hi');
    await button('Save').click();
    await isSaved();
    await window.focused(button('Start'));
    assert.deepEqual(written(), { ...server('b', { owner: 'me' }), version: 1, greeting: 'hi' });
    await tree.row(/b, closed/);
    assert.equal(await panel.getByText('Requires a restart.').count(), 0, 'nothing is running');
    await field('Greeting').fill('hello');
    await field('Greeting').press('Control+s');
    await isSaved();
    assert.deepEqual(written(), { ...server('b', { owner: 'me' }), version: 1, greeting: 'hello' });
    await button('Close').click();
    await tree.row(/^b,/);
    assert.deepEqual(webviews.all, []);
    await choose('editSaved', await tree.row(/^b,/));
    await field('Greeting').fill('started');
    await button('Save and Start').click();
    await tree.row(/b, open/);
    assert.equal(String((await once(await client(await window.port()), 'data'))[0]), 'started');
    assert.partialDeepStrictEqual(written(), { greeting: 'started' });
  });

  it('adopt the changes of a running endpoint on request', async () => {
    const { window } = test;
    const { panel } = window;
    save([server('a')]);
    await window.tree.press(await window.tree.row(/^a,/));
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    const greet = async (greeting: string) => {
      await panel.getByLabel('Greeting', { exact: true }).fill(greeting);
      return panel.getByLabel('Also save in the workspace settings');
    };
    await greet('one');
    await panel.getByRole('button', { name: 'Apply', exact: true }).click();
    await window.composer.waitFor();
    assert.equal(greeting(), undefined);
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await (await greet('two')).check();
    await panel.getByRole('button', { name: 'Apply', exact: true }).click();
    (await window.question('Save the changes to “a” in the workspace settings?')).answer('Save');
    await window.said('Saved “a” in the workspace settings.');
    assert.equal(greeting(), 'two');
    assert.deepEqual(window.notifications, [], 'it isn’t offered a change that it already has');
  });

  it('that start with the window do so once, without a panel; failures are reported once', async () => {
    const { window } = test;
    const { tree } = window;
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port: taken } = other.address() as AddressInfo;
    save([
      server('by itself', { autoStart: true }),
      server('too late', { address: `127.0.0.1:${taken}`, autoStart: true }),
      server('by hand'),
    ]);
    await tree.row(/^by itself, .*starts automatically/);
    let notice: Question | undefined;
    for (const _time of ['first', 'second']) {
      await window.extension.reload();
      await window.tree.row(/by itself, open/);
      notice = await window.notification(`Cannot listen on 127.0.0.1:${taken}`);
      await window.tree.row(/too late, failed/);
      const rows = (await window.tree.rows()).map(({ text }) => text);
      assert.equal(rows.filter(text => /by itself|too late/.test(text)).length, 2);
      assert.ok(rows.some(text => text.startsWith('by hand,')));
      assert.deepEqual(window.notifications, [notice]);
      assert.deepEqual(webviews.all, []);
    }
    notice?.answer('Show');
    await window.panel.getByRole('alert').waitFor();
    other.close();
  });

  it('are saved where the user chooses, and the last place is suggested first', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const press = () => window.panel.getByRole('button', { name: 'Save Endpoint…' }).click();
    const places = async (of: string) => {
      const list = await window.question(`Where should “${of}” be saved?`);
      // VS Code returns the focus to the panel when the previous question has closed.
      questions.loseFocus();
      assert.ok(questions.open.includes(list), 'it waits for its answer');
      return list;
    };
    await press();
    const name = await window.question('Name of the saved endpoint');
    questions.loseFocus();
    name.answer('kept');
    const first = await places('kept');
    assert.deepEqual(first.items.map(descriptionOf), [
      '.vscode/settings.json, shared with the project',
      'your settings, in every workspace',
    ]);
    first.answer('User');
    await window.tree.row(/kept, open/);
    await window.said('Saved “kept” in the user settings.');
    await window.panel.getByRole('button', { name: 'Edit Saved Endpoint (user settings)…' }).click();
    await window.panel.getByLabel('Listen on').waitFor();
    await window.runCommand('Portside: Save Endpoint…');
    const again = await places('kept');
    assert.partialDeepStrictEqual(again.items[0], {
      description: 'your settings, in every workspace',
      detail: 'Replaces the existing one.',
    });
    again.dismiss();
    await choose('stop', await window.tree.row(/kept, open/));
    await choose('remove', await window.tree.row(/kept, closed/));
    await choose('removeSaved', await window.tree.row(/^kept,/));
    await window.tree.gone(/^kept,/);
    await window.extension.run('startTcpServer', { name: 'next' });
    void choose('saveEndpoint', await window.tree.row(/next, open/));
    const next = await places('next');
    assert.deepEqual(next.items.map(descriptionOf), [
      'your settings, in every workspace',
      '.vscode/settings.json, shared with the project',
    ]);
    next.dismiss();
  });
});

describe('endpoints that were stopped or removed', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();

  it('are listed in the next window silently, or not at all', async () => {
    const { window } = test;
    const { extension } = window;
    for (const name of ['kept', 'removed', 'running']) await extension.run('startTcpServer', { name });
    for (const name of ['kept', 'removed']) await extension.run('stop', { endpoint: name });
    await extension.run('remove', { endpoint: 'removed' });
    await extension.reload();
    await window.tree.row(/kept, closed/);
    // Others would be named in it, or in a second one.
    await window.notification(/^running was open in your last session\. Its transcript was restored\.$/);
    assert.equal(window.notifications.length, 1);
    const rows = (await window.tree.rows()).map(({ text }) => text);
    assert.deepEqual(
      rows.map(text => /kept|removed|running/.exec(text)?.[0]),
      ['kept', 'running'],
    );
    window.notifications[0]?.dismiss();
    // In the window after that, only endpoints that were open in this one are named.
    await extension.run('startTcpServer', { name: 'later' });
    await extension.reload();
    await window.notification(/^later was open in your last session\. Its transcript was restored\.$/);
  });
});

/** Returns the greeting of the first saved endpoint. */
function greeting(): unknown {
  const { workspaceValue } = configurationApi.getConfiguration('portside').inspect('endpoints');
  return (workspaceValue as { greeting?: unknown }[])[0]?.greeting;
}

function descriptionOf(item: Question['items'][number]): string | undefined {
  return typeof item === 'string' ? item : item.description;
}
