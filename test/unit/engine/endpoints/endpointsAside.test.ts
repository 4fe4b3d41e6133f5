import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { createEngine } from '../../../../src/engine/engine.ts';
import { readRecords } from '../../../../src/engine/sessions/endpointRecord.ts';
import { readRemoved } from '../../../../src/engine/sessions/removedRecords.ts';
import type { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { portOf, textSeen } from '../../../support/openEndpoint.ts';
import { seenBelow } from '../../../support/seenAt.ts';
import { type PlainSockets, withPlainSockets } from './plainSockets.ts';

const server: EndpointConfig = { kind: 'tcp-server', address: ':0', name: 'mine' };

describe('an endpoint set aside', () => {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;

  withPlainSockets((newEndpoints, newSockets) => {
    endpoints = newEndpoints;
    sockets = newSockets;
  });

  const directory = () => join(endpoints.directory, 'e');
  const record = () => join(directory(), 'endpoint.json');
  const writtenLog = () => readFile(join(directory(), '0-000000.log'), 'latin1').catch(() => '');
  const texts = async (engine = endpoints.engine) =>
    (await engine.entries('e', 0, 100)).flatMap(({ data }) => (data ? [String(Buffer.from(data))] : []));

  /** A persistent server that has received something. */
  async function serverWithMessage() {
    const open = await endpoints.open(server, 'e', 5);
    const socket = await sockets.client(open);
    socket.write('hi');
    await textSeen(open, 'in', 'hi');
    return { socket, address: open.address };
  }

  it('is closed and not listed, and no later window finds it', async () => {
    const { socket } = await serverWithMessage();
    const closed = once(socket, 'end');
    await endpoints.engine.setAside('e');
    await closed;
    assert.deepEqual(await endpoints.engine.snapshots(), []);
    await assert.rejects(() => endpoints.engine.peers('e', 0, 1), { code: 'NO_ENDPOINT' });
    assert.deepEqual([existsSync(directory()), existsSync(record())], [true, false]);
  });

  it('gets its former port when it is opened again', async () => {
    const { address } = await serverWithMessage();
    const { engine } = endpoints;
    await engine.setAside('e');
    assert.equal((await engine.bringBack('e', server, { wasOpen: true })).state, 'closed');
    assert.equal((await engine.reopen('e')).address, address);
  });

  it('forgets a clear, which then can’t be undone after restoring', async () => {
    await serverWithMessage();
    const { engine } = endpoints;
    await engine.clearTranscript('e', true);
    await engine.setAside('e');
    assert.equal(await engine.forgetClear('e', Date.now()), undefined);
    const back = await engine.bringBack('e', server, {});
    assert.equal(back.undoableClears, undefined);
    assert.deepEqual(await texts(), []);
    assert.equal(await engine.forgetClear('none', Date.now()), undefined);
  });

  it('forgets a clear even while it is being restored', async () => {
    await serverWithMessage();
    const { engine } = endpoints;
    await engine.clearTranscript('e', true);
    // Its sockets are still being closed.
    const aside = engine.setAside('e');
    const back = engine.bringBack('e', server, {});
    await engine.forgetClear('e', Date.now());
    await aside;
    assert.equal((await back).undoableClears, undefined);
  });

  it('doesn’t report an interruption while its transcript is still being read', async () => {
    await serverWithMessage();
    const { engine } = endpoints;
    await engine.dispose();
    const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
    const adopted = next.adopt('e', server, { keptSinceMs: 5, interrupted: true });
    const aside = next.setAside('e');
    await Promise.all([adopted, aside]);
    await next.bringBack('e', server, {});
    const events = (await next.entries('e', 0, 100)).flatMap(({ event }) => event?.code ?? []);
    assert.equal(events.includes('interrupted'), false);
    await next.dispose();
  });

  it('is restored closed, with its name and transcript, and can be opened', async () => {
    await serverWithMessage();
    await endpoints.engine.setAside('e');
    const back = await endpoints.engine.bringBack('e', server, {});
    assert.deepEqual([back.state, back.config.name, back.counters.peers], ['closed', 'mine', 0]);
    assert.deepEqual(await texts(), ['hi']);
    assert.equal((await endpoints.engine.reopen('e')).state, 'open');
  });

  it('reports the owner of its port if that was taken meanwhile, and stays', async () => {
    const { address } = await serverWithMessage();
    await endpoints.engine.setAside('e');
    const taken = createServer().listen(portOf({ address }), '127.0.0.1');
    await once(taken, 'listening');
    const config = { ...server, address };
    assert.equal((await endpoints.engine.bringBack('e', server, {})).state, 'closed');
    await assert.rejects(endpoints.engine.reopen('e', config), { code: 'EADDRINUSE' });
    const [{ state, failure } = assert.fail('it is not listed')] = await endpoints.engine.snapshots();
    assert.deepEqual([state, failure?.code], ['failed', 'EADDRINUSE']);
    assert.deepEqual(await texts(), ['hi']);
    taken.close();
  });

  it('is restored even if the disk can’t be written, and the next window finds it', async () => {
    await serverWithMessage();
    await endpoints.engine.setAside('e');
    // A folder in place of each new record.
    await mkdir(`${record()}.part`);
    assert.equal((await endpoints.engine.bringBack('e', server, {})).state, 'closed');
    assert.deepEqual(await texts(), ['hi']);
    await endpoints.engine.dispose();
    const [[id, { config }] = assert.fail('it has no record')] = await readRecords(endpoints.directory);
    assert.deepEqual([id, config], ['e', server]);
  });

  it('is restored from another engine even if the disk can’t be written, and the next window finds it', async () => {
    await serverWithMessage();
    await endpoints.engine.setAside('e');
    await mkdir(`${record()}.part`);
    const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
    await next.bringBack('e', server, { keptSinceMs: 5 });
    assert.deepEqual(await texts(next), ['hi']);
    await next.dispose();
    assert.ok(existsSync(record()));
  });

  it('is restored from disk after its engine died', async () => {
    await serverWithMessage();
    await endpoints.engine.setAside('e');
    const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
    const back = await next.bringBack('e', server, { keptSinceMs: 5, panel: 'draft' });
    assert.equal(back.state, 'closed');
    assert.deepEqual(await texts(next), ['hi']);
    await next.dispose();
    assert.ok(existsSync(record()), 'the next window finds it again');
  });

  it('is not found by a later window if its engine died before', async () => {
    const { address = '' } = await serverWithMessage();
    // Written when the endpoint begins to open, and again with its address: nothing may be written later, as by a live engine.
    const isRecorded = async () => (await readFile(record(), 'utf8').catch(() => '')).includes(address);
    await seenBelow(endpoints.directory, async () => (await isRecorded()) && (await writtenLog()).includes('hi'));
    const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
    await next.setAside('e');
    await next.setAside('none');
    assert.deepEqual(await readRecords(endpoints.directory), []);
    await next.bringBack('e', server, { keptSinceMs: 5 });
    assert.deepEqual(await texts(next), ['hi']);
    await next.dispose();
    assert.equal((await readRecords(endpoints.directory)).length, 1);
  });

  it('leaves nothing when it is forgotten, even by another engine', async () => {
    await serverWithMessage();
    await endpoints.engine.setAside('e');
    await endpoints.engine.forgetAside('e');
    assert.ok(!existsSync(directory()));
    await endpoints.engine.open('e', server, 5);
    await endpoints.engine.setAside('e');
    const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
    await next.forgetAside('e');
    assert.ok(!existsSync(directory()));
    await next.dispose();
  });

  it('is left to the next window when the engine ends, unless it isn’t persistent', async () => {
    const removedMs = Date.now() - 1000;
    await serverWithMessage();
    await endpoints.engine.open('passing', server);
    await endpoints.engine.setAside('e', removedMs);
    await endpoints.engine.setAside('passing', removedMs);
    await endpoints.engine.dispose();
    assert.deepEqual(await readRecords(endpoints.directory), []);
    const [[id, { config, state, traffic }, atMs] = assert.fail('nothing is left'), ...others] = await readRemoved(
      endpoints.directory,
    );
    assert.deepEqual([id, config, state, atMs, others], ['e', server, 'open', removedMs, []]);
    assert.equal(traffic?.bytesIn, 2);
    assert.equal(existsSync(join(endpoints.directory, 'passing')), false);
  });

  it('keeps entries whose clear was undone, even if their files couldn’t be renamed then', async () => {
    await serverWithMessage();
    const { engine } = endpoints;
    await engine.clearTranscript('e', true);
    const inTheWay = join(directory(), '1-000000.log');
    await mkdir(join(inTheWay, 'folder'), { recursive: true });
    await engine.undoClear('e');
    await rm(inTheWay, { recursive: true });
    await engine.setAside('e');
    await engine.dispose();
    const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
    await next.bringBack('e', server, { keptSinceMs: 5 });
    assert.deepEqual(await texts(next), ['hi']);
    await next.dispose();
  });

  it('is not forgotten once it is restored', async () => {
    await serverWithMessage();
    await endpoints.engine.setAside('e');
    await endpoints.engine.bringBack('e', server, {});
    await endpoints.engine.forgetAside('e');
    assert.deepEqual(await texts(), ['hi']);
  });

  it('is restored whole if that is requested while it closes', async () => {
    await serverWithMessage();
    const aside = endpoints.engine.setAside('e');
    assert.equal((await endpoints.engine.bringBack('e', server, {})).state, 'closed');
    await aside;
    assert.deepEqual(
      (await endpoints.engine.snapshots()).map(({ id }) => id),
      ['e'],
    );
    await endpoints.engine.dispose();
    assert.ok(existsSync(record()));
  });

  it('can be removed, or set aside and forgotten, while it is being restored', async () => {
    const { engine } = endpoints;
    for (const leave of [() => engine.remove('e'), () => engine.setAside('e').then(() => engine.forgetAside('e'))]) {
      await serverWithMessage();
      await Promise.all([engine.setAside('e'), engine.bringBack('e', server, { keptSinceMs: 5 }), leave()]);
      assert.deepEqual(await engine.snapshots(), []);
      assert.equal(existsSync(directory()), false);
    }
  });

  it('is left to the next window if the engine ends while it is being restored', async () => {
    await serverWithMessage();
    const { engine } = endpoints;
    const back = [await engine.setAside('e'), await engine.bringBack('e', server, { keptSinceMs: 5 })];
    await engine.dispose();
    await Promise.all(back);
    assert.deepEqual(await engine.snapshots(), []);
    assert.deepEqual(
      (await readRecords(endpoints.directory)).map(([id]) => id),
      ['e'],
    );
  });
});
