/** The files that a session leaves on disk, checked by their modes: a umask of 0 grants everything that isn't denied explicitly. */
import assert from 'node:assert/strict';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdSession } from '../../../../src/engine/sessions/sessionDirectory.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventSeen } from '../../../support/openEndpoint.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the files of a session', () => {
  const folder = temporaryFolder();
  let umask: number;
  let endpoints: EngineEndpoints;

  beforeEach(() => {
    umask = process.umask(0);
    endpoints = new EngineEndpoints();
  });

  afterEach(async () => {
    process.umask(umask);
    await endpoints.dispose();
  });

  /** Relative paths with their modes, in octal. */
  const modesIn = async (directory: string) => {
    const names = await readdir(directory, { recursive: true });
    const found = names.map(async name => [name, ((await stat(join(directory, name))).mode & 0o777).toString(8)]);
    return Object.fromEntries(await Promise.all(found)) as Record<string, string>;
  };

  it('are readable only by the user, whatever the umask; a received file follows the umask', async () => {
    const directory = folder.at('received');
    const path = folder.at('sent.txt');
    await writeFile(path, 'content');
    const server = await endpoints.open(
      { kind: 'tcp-server', address: ':0', files: { mode: 'raw', directory } },
      'server',
      1,
    );
    const client = await endpoints.open({ kind: 'tcp-client', address: server.address }, 'client', 2);
    await client.sendFile(path, { mode: 'raw' });
    await client.end();
    await eventSeen(server, 'fileReceived');
    const spool = await endpoints.engine.openSpool('dropped', 3);
    await endpoints.engine.spool(spool, Buffer.from('abc'));
    const spools = await modesIn(join(endpoints.directory, 'spools'));
    assert.deepEqual(Object.values(spools), ['600']);
    await endpoints.engine.dispose();
    const modes = await modesIn(endpoints.directory);
    for (const expected of ['server/0-000000.log', 'server/endpoint.json', 'server/transfers.json'])
      assert.ok(expected in modes, Object.keys(modes).join());
    for (const [name, mode] of Object.entries(modes)) assert.equal(mode, name.includes('.') ? '600' : '700', name);
    const [received = ''] = await readdir(directory);
    assert.equal((await modesIn(directory))[received], '666');
  });

  it('are in a directory of its own', async () => {
    const session = holdSession(folder.at('storage', 'session'), { workspace: 'w', title: 't' });
    assert.deepEqual(await modesIn(folder.path), {
      storage: '700',
      'storage/session': '700',
      'storage/session/lock': '600',
      'storage/session/session.json': '600',
    });
    await session.end();
  });
});
