/** Hand-written settings. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { portside } from './apiEndpoints.ts';

const key = 'endpoints';

describe('settings', () => {
  const settings = () => vscode.workspace.getConfiguration('portside');
  const write = (value: unknown) => settings().update(key, value, vscode.ConfigurationTarget.Workspace);
  const save = async (endpoint: string) => {
    await vscode.commands.executeCommand('portside.saveEndpoint', { endpoint });
  };

  afterEach(async () => {
    await write(undefined);
    await Promise.all((await portside()).endpoints.map(one => one.remove()));
  });

  async function open(name: string): Promise<string> {
    return (await (await portside()).open({ kind: 'tcp-server', address: ':0', name })).id;
  }

  it('keep their other contents when an endpoint is saved, even what Portside can’t use', async () => {
    const strange = [null, 7, { kind: 'udp', address: ':1', version: 2, future: true }, { name: 'other', address: 1 }];
    await write(strange);
    await save(await open('mine'));
    const saved = settings().get<unknown[]>(key) ?? [];
    assert.deepEqual(saved.slice(0, 4), strange);
    assert.deepEqual(saved.slice(4), [{ version: 1, kind: 'tcp-server', address: ':0', name: 'mine' }]);
  });

  it('that aren’t a list are not replaced', async () => {
    await write('no list');
    await assert.rejects(save(await open('mine')), /portside\.endpoints must be a list/);
    assert.equal(settings().get(key), 'no list');
  });

  it('from a newer Portside are refused with a sentence', async () => {
    const newer = { version: 2, kind: 'udp', address: ':0' } as never;
    await assert.rejects(
      (await portside()).open(newer),
      /version: made by a newer version of Portside; this one supports version 1/,
    );
  });

  it('of transcripts that are out of range count as the minimum, and rows are dropped', async () => {
    const bounds = vscode.workspace.getConfiguration('portside.transcript');
    await bounds.update('maxEntries', -5, vscode.ConfigurationTarget.Workspace);
    try {
      const endpoint = await (await portside()).open({ kind: 'udp', address: ':0' });
      const to = { address: endpoint.address.replace('udp://', '') };
      for (let at = 0; at < 600; at++) await endpoint.send(`${at}`, to);
      const [first] = await endpoint.transcript({ from: 0, count: 1 });
      const [last] = await endpoint.transcript({ from: -1, count: 1 });
      const left = (last?.seq ?? 0) - (first?.seq ?? 0) + 1;
      assert.ok(left > 500 && left <= 1000, `${left} rows are left`);
    } finally {
      await bounds.update('maxEntries', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('have descriptions, however deeply nested they are', () => {
    const { packageJSON } =
      vscode.extensions.getExtension('portside.portside') ?? assert.fail('portside.portside is not installed');
    const { configuration } = packageJSON.contributes;
    const text = JSON.stringify(configuration);
    assert.doesNotMatch(text, /"%[\w.]+%"/);
    assert.match(text, /Number of bytes before the length field\./);
  });
});
