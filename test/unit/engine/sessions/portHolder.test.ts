import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { SocketError } from '../../../../src/core/socketError.ts';
import { EndpointRecord, type RecordedState } from '../../../../src/engine/sessions/endpointRecord.ts';
import { listensAt, portHolder } from '../../../../src/engine/sessions/portHolder.ts';
import { type HeldSession, holdSession } from '../../../../src/engine/sessions/sessionDirectory.ts';
import { paramsOf } from '../../../support/paramsOf.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { recordedAsOpen, temporaryWindows } from './temporaryWindows.ts';

const wanted = { kind: 'tcp-server', address: '127.0.0.1:9000' } as const;

describe('the endpoint that uses a port', () => {
  // Before its folder is deleted.
  afterEach(() => Promise.all(held.splice(0).map(session => session.end())));
  const folder = temporaryFolder();
  const held: HeldSession[] = [];

  /** The directory of a window with an endpoint. */
  async function window(state: RecordedState, config: EndpointConfig = wanted, title = 'other'): Promise<string> {
    const directory = folder.at(`${process.pid}-${randomUUID()}`);
    held.push(holdSession(directory, { workspace: 'w', title }));
    const record = new EndpointRecord(`${directory}/e`, 1);
    record.write({ config, address: config.address, state });
    await record.settled();
    return directory;
  }
  const holder = (own = folder.at('own')) => portHolder(folder.path, own, wanted);

  it('is reported with its window', async () => {
    await window('open', { ...wanted, name: 'web' }, 'theirs');
    assert.deepEqual(await holder(), { endpoint: 'web', window: 'theirs' });
  });

  it('is reported by its destination, without an arrow, if it is a UDP socket', async () => {
    await window('open', { kind: 'udp', address: '127.0.0.1:9000', remote: '127.0.0.1:20001' }, 'theirs');
    const found = await portHolder(folder.path, folder.at('own'), { kind: 'udp', address: ':9000' });
    assert.deepEqual(found, { endpoint: '127.0.0.1:20001', window: 'theirs' });
  });

  it('is undefined if it is closed, listens elsewhere, or is the caller’s own', async () => {
    for (const state of ['closed', 'suspended'] as const) await window(state);
    await window('open', { kind: 'tcp-server', address: '127.0.0.1:9001' });
    const own = await window('open');
    assert.equal(await holder(own), undefined);
  });

  it('is undefined if its window is gone', async () => {
    await window('open');
    await held.pop()?.end();
    assert.equal(await holder(), undefined);
  });

  it('listens with the same protocol on the same port, whatever the host, or at the same path', () => {
    const at = (kind: EndpointConfig['kind'], address: string) => ({ kind, address });
    const server = at('tcp-server', ':9000');
    assert.ok(listensAt(server, at('tcp-server', '[::1]:9000')));
    assert.ok(!listensAt(server, at('tcp-server', ':9001')));
    assert.ok(!listensAt(server, at('udp', ':9000')));
    assert.ok(listensAt(at('udp', ':9000'), at('udp', '127.0.0.1:9000')));
    assert.ok(!listensAt(at('tcp-client', ':9000'), at('tcp-client', ':9000')));
    assert.ok(listensAt(at('tcp-server', 'unix:/a'), at('tcp-server', 'unix:/a')));
    assert.ok(!listensAt(at('tcp-server', 'unix:/a'), at('tcp-server', 'unix:/b')));
    // Recorded by a newer version in another window.
    assert.ok(!listensAt(server, at('later' as EndpointConfig['kind'], ':9000')));
  });
});

describe('a port in use', () => {
  const config = { kind: 'tcp-server', address: ':0', name: 'kept' } as const;
  const { open: openWindow } = temporaryWindows();
  const failureOf = async (opening: Promise<unknown>) =>
    opening.then(
      () => assert.fail('it opened'),
      (error: SocketError) => paramsOf(error),
    );

  it('is reported with its endpoint and window', async () => {
    const first = openWindow('other');
    const { address } = await first.engine.open('e', config, 1);
    await recordedAsOpen(first);
    const params = await failureOf(openWindow().engine.open('f', { ...config, address, name: 'late' }, 2));
    assert.equal(params.endpoint, 'kept');
    assert.equal(params.window, 'window of other');
  });

  it('is reported alone if another window’s records can’t be read', async () => {
    const first = openWindow('other');
    const { address } = await first.engine.open('e', config, 1);
    await recordedAsOpen(first);
    const record = join(first.directory, 'e', 'endpoint.json');
    await writeFile(record, (await readFile(record, 'utf8')).replace(address, 'nonsense'));
    const { engine } = openWindow();
    const params = await failureOf(engine.open('f', { ...config, address }, 2));
    assert.equal(params.endpoint, undefined);
    assert.equal((await engine.rename('f', 'late')).state, 'failed');
  });

  it('is reported with its endpoint in the same window', async () => {
    const { engine } = openWindow();
    const { address } = await engine.open('e', config, 1);
    const params = await failureOf(engine.open('f', { ...config, address, name: 'late' }, 2));
    assert.deepEqual([params.endpoint, params.window], ['kept', '']);
  });
});
