/** The engine's worker dies: what is left, and how it recovers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Endpoints } from '../../src/host/endpoints/endpoints.ts';
import { killEngine } from '../support/killEngine.ts';
import { portOf, seen, textSeen } from '../support/openEndpoint.ts';
import { seenBelow } from '../support/seenAt.ts';
import { watchedLog } from '../support/watchedLog.ts';
import { asOpenEndpoint, portside } from './apiEndpoints.ts';

describe('an engine that dies', function () {
  this.timeout(60_000);

  afterEach(async () => {
    await Promise.all((await portside()).endpoints.map(one => one.remove()));
  });

  /** Opens a server that has received a text, which is on disk. */
  async function serverThatReceived(text: string) {
    const server = await (await portside()).open({ kind: 'tcp-server', address: ':0' });
    const driven = asOpenEndpoint(server);
    const client = connect(portOf(driven), '127.0.0.1');
    client.write(text);
    await textSeen(driven, 'in', text);
    await onDisk(text);
    return { server, driven, client };
  }

  /** Resolves when a transcript on disk contains a text. VS Code keeps what extensions store in one of two places. */
  async function onDisk(text: string): Promise<void> {
    const home = join(vscode.extensions.getExtension('portside.portside')?.extensionPath ?? '', '../..');
    const stored = 'User/globalStorage/portside.portside/sessions';
    const sessions = ['data', 'user-data'].map(place => join(home, place, stored)).find(existsSync) ?? home;
    await seenBelow(sessions, async () => {
      const files = await readdir(sessions, { recursive: true });
      const logs = files.filter(name => name.endsWith('.log'));
      // A transcript of an earlier test may be deleted meanwhile.
      const contents = await Promise.all(logs.map(name => readFile(join(sessions, name), 'latin1').catch(() => '')));
      return contents.some(content => content.includes(text));
    });
  }

  it('leaves endpoints that say why and transcripts that can be read, and is started again', async () => {
    const { server, driven, client } = await serverThatReceived('before');
    const gone = once(client, 'close');
    client.on('error', () => undefined);
    await killEngine();
    await seen(driven, () => (server.state === 'failed' ? true : undefined));
    await gone;
    await assert.rejects(server.send('to nobody'), /isn’t open|stopped/i);
    await vscode.commands.executeCommand('portside.restart', { endpoint: server.id });
    assert.equal(server.state, 'open');
    const again = connect(portOf(driven), '127.0.0.1');
    again.write(' and after');
    await textSeen(driven, 'in', 'before and after');
    const entries = await server.transcript();
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      entries.map((_, at) => at),
    );
    const failed = entries.find(({ event }) => event?.code === 'failed');
    assert.equal(failed?.event?.code === 'failed' && failed.event.failure.code, 'ENGINE_STOPPED');
    const peers = new Set(entries.flatMap(({ peer }) => peer ?? []));
    assert.equal(peers.size, 2, 'the second client is not the first');
    again.destroy();
  });

  it('is logged with its stack trace', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portside-worker-'));
    const entry = join(folder, 'worker.cjs');
    await writeFile(entry, "setTimeout(function onTime() { throw new TypeError('out of order'); });");
    const { log, lines } = watchedLog(folder);
    const place = { entry, storage: folder, window: { workspace: '', title: '' } };
    const settings = {
      bounds: { memoryBytes: 1, diskBytes: 1, rows: 1 },
      receiving: { maxFileBytes: 1, asksForRemote: true },
    };
    const endpoints = new Endpoints(place, settings, log);
    const { opened } = endpoints.start({ kind: 'tcp-server', address: ':0' });
    await assert.rejects(opened, { code: 'ENGINE_STOPPED' });
    assert.deepEqual(lines.slice(0, 1), ['info engineStarted start=1']);
    assert.match(
      lines[1] ?? '',
      /^error engineStopped exitCode=1 livedMs=\d+ error=TypeError\n {4}TypeError: out of order\n +at .*onTime/,
    );
    assert.match(log.errors[0]?.frames[0] ?? '', /^worker\.cjs:1:\d+ in .*onTime/);
    await endpoints.dispose();
    await rm(folder, { recursive: true });
  });

  it('rejects pending calls', async () => {
    const { server, client } = await serverThatReceived('received before the end');
    client.pause();
    client.on('error', () => undefined);
    const waiting = assert.rejects(server.send(new Uint8Array(16 * 1024 * 1024)), { code: 'ENGINE_STOPPED' });
    await killEngine();
    await waiting;
  });
});
