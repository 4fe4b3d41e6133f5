import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ViewColumn } from 'vscode';
import { RecentEndpoints } from '../../../../src/client/recentEndpoints.ts';
import { newClientProgram, runClientProgram } from '../../../../src/host/commands/clientProgramCommands.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { showTab } from '../../../support/showTab.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('a client program', () => {
  freshVscode();
  const folder = temporaryFolder();

  let shown: string[];
  let endpoints: FakeEndpoints;
  let recent: RecentEndpoints;
  let context: CommandContext;

  beforeEach(() => {
    shown = [];
    endpoints = fakeEndpoints();
    recent = new RecentEndpoints();
    const open = (id: string, takesFocus: boolean) => void shown.push(`${id} ${takesFocus}`);
    const panels = { open, recent };
    context = { endpoints, panels, storageFolder: folder.at('storage') } as unknown as CommandContext;
  });

  const at = (id: string, port: number, more = {}) =>
    endpointSnapshot(id, 0, { address: `tcp://127.0.0.1:${port}`, ...more });
  const written = () => readFile(folder.at('storage', 'client.py'), 'utf8');

  it('is for the most recently opened open server', async () => {
    const client = { config: { kind: 'tcp-client', address: '127.0.0.1:1' } };
    endpoints.list(at('a', 4001), at('b', 4002), at('closed', 4003, { state: 'closed' }), at('client', 4004, client));
    await runClientProgram(undefined, context);
    assert.match(await written(), /4002/);
    assert.deepEqual(shown, ['b true'], 'the cursor is where the reply is written');
    const [terminal] = workbenchState.done.shown;
    assert.deepEqual(terminal?.args, [{ name: 'Python client', cwd: folder.at('storage') }]);
  });

  it('is for the most recently used open server, even if another one was opened later', async () => {
    endpoints.list(at('a', 4001), at('b', 4002), at('c', 4003), at('closed', 4004, { state: 'closed' }));
    for (const id of ['c', 'a', 'closed']) recent.use(id);
    await runClientProgram(undefined, context);
    assert.match(await written(), /4001/);
  });

  it('is for the named endpoint, opened beside its panel as a document that can be saved', async () => {
    endpoints.list(at('a', 4001), at('b', 4002));
    showTab();
    await newClientProgram('a', context);
    const [args, ...others] = workbenchState.done.shown.map(({ args }) => args as [{ getText(): string }, object]);
    assert.match(args?.[0].getText() ?? '', /^# client\.py\n""".*4001/s, 'VS Code names the tab after the first line');
    assert.deepEqual([args?.[1], others], [{ preview: false, viewColumn: ViewColumn.Two }, []]);
    await assert.rejects(written(), { code: 'ENOENT' });
  });

  it('requires a server', async () => {
    await assert.rejects(newClientProgram(undefined, context), /No server is running for the client to connect to/);
    endpoints.list(at('c', 4001, { config: { kind: 'tcp-client', address: '127.0.0.1:1' } }));
    await assert.rejects(runClientProgram(undefined, context), /No server is running for the client to connect to/);
    await assert.rejects(newClientProgram('c', context), /This endpoint is a client/);
  });
});
