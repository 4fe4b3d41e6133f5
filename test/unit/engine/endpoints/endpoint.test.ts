import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import promises, { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { createEngine } from '../../../../src/engine/engine.ts';
import { onEngineRecord } from '../../../../src/engine/engineLog.ts';
import { readRecords } from '../../../../src/engine/sessions/endpointRecord.ts';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { LogBudget } from '../../../../src/engine/transcript/logBudget.ts';
import { maxStoredNumber } from '../../../../src/engine/transcript/possibleRecord.ts';
import { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { neverFails } from '../../../support/neverFails.ts';
import {
  eventCodes,
  eventSeen,
  framesOf,
  type OpenEndpoint,
  portOf,
  seen,
  textSeen,
} from '../../../support/openEndpoint.ts';
import { noneOpenBelow, openBelow } from '../../../support/openFiles.ts';
import { seenBelow } from '../../../support/seenAt.ts';
import { recordReceived } from '../../../support/transcripts.ts';
import { pattern } from '../../../support/videoTests.ts';
import { type PlainSockets, server, withPlainSockets } from './plainSockets.ts';

describe('an endpoint', () => {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;

  withPlainSockets((newEndpoints, newSockets) => {
    endpoints = newEndpoints;
    sockets = newSockets;
  });

  describe('with its framing', () => {
    it('ends a frame when the peer pauses', async () => {
      const endpoint = await endpoints.open(server({ framing: { idleMs: 20 } }));
      const peer = await sockets.client(endpoint);
      peer.write('one ');
      peer.write('frame');
      await seen(endpoint, async () => ((await framesOf(endpoint, 'in')).join() === 'one frame' ? true : undefined));
    });

    it('answers each message of a pipeline, but no noise, and goes on after a missing end', async () => {
      const endpoint = await endpoints.open(server({ framing: { start: '<', end: '>' }, reply: 'echo' }));
      const peer = await sockets.client(endpoint);
      peer.write('no<a><b><lost<c>\r\n<d>');
      await textSeen(endpoint, 'out', 'ablostcd');
      assert.deepEqual(await framesOf(endpoint, 'in'), ['no', 'a', 'b', 'lost', 'c', 'd']);
      const events = (await endpoint.entries()).flatMap(({ event }) => event ?? []);
      assert.deepEqual(events.slice(-2), [
        { code: 'noise', bytes: 2 },
        { code: 'brokenEnvelope', at: 4, expected: 'trailer', resumes: true },
      ]);
    });

    it('keeps the conversation after a broken header, and records every byte', async () => {
      const endpoint = await endpoints.open(server({ framing: 'lsp' }));
      const peer = await sockets.client(endpoint);
      peer.write('Content-Length: 2\r\n\r\n{}Content-Length: 9e9\r\n\r\n');
      await textSeen(endpoint, 'in', '{}Content-Length: 9e9\r\n\r\n');
      peer.write('later');
      await textSeen(endpoint, 'in', '{}Content-Length: 9e9\r\n\r\nlater');
      const events = (await endpoint.entries()).flatMap(({ event }) => event ?? []);
      assert.deepEqual(events.at(-1), { code: 'brokenEnvelope', at: 15, expected: 'byteCount' });
      await endpoint.send('{"a":1}');
      await textSeen(endpoint, 'out', '{"a":1}');
    });

    it('changes it while open, from the next byte on, and records that', async () => {
      const endpoint = await endpoints.open(server({ framing: { line: 'lf' } }));
      const peer = await sockets.client(endpoint);
      peer.write('a\nhalf');
      await seen(endpoint, () => (endpoint.counters.bytesIn === 6 ? true : undefined));
      await endpoint.changeFraming({ lengthPrefix: { bytes: 1, endian: 'big' } });
      await endpoint.send('out');
      peer.write('\x02hi');
      await textSeen(endpoint, 'in', 'ahalfhi');
      assert.deepEqual(await framesOf(endpoint, 'in'), ['a', 'half', 'hi']);
      assert.ok((await eventCodes(endpoint)).includes('framingChanged'));
      assert.equal(peer.received(), '\x03out');
      const late = await sockets.client(endpoint);
      late.write('\x01x');
      await textSeen(endpoint, 'in', 'ahalfhix');
    });
  });

  describe('with its files', () => {
    it('keeps no file open once it is closed, and still has all rows', async () => {
      const small = new EngineEndpoints({ memoryBytes: 64 * 1024, segmentBytes: 32 * 1024 });
      try {
        const endpoint = await small.open(server({ framing: { line: 'lf' } }));
        const peer = await sockets.client(endpoint);
        const lines = 500;
        peer.end(`${'x'.repeat(1000)}\n`.repeat(lines));
        await seen(endpoint, () => (endpoint.counters.framesIn === lines ? true : undefined));
        await small.storageSeen(({ reached }) => reached.includes('memory'));
        await endpoint.entries();
        assert.notEqual((await openBelow(small.directory)).length, 0);
        await endpoint.close();
        await noneOpenBelow(small.directory);
        // Reopens some of them.
        assert.equal((await framesOf(endpoint, 'in')).length, lines);
        await endpoint.close();
        await noneOpenBelow(small.directory);
      } finally {
        await small.dispose();
      }
    });
  });

  describe('with its address', () => {
    it('has that of its next config if no socket is open, and of its last socket until that changes', async () => {
      const { id, address } = await endpoints.open(server(), 'e', 5);
      const { engine } = endpoints;
      await engine.close(id);
      assert.equal((await engine.rename(id, 'mine')).address, address);
      const config: EndpointConfig = { kind: 'udp', address: '127.0.0.1:9200', name: 'mine' };
      assert.equal((await engine.applyConfig(id, config)).address, '127.0.0.1:9200');
      await engine.dispose();
      const [[, record] = []] = await readRecords(endpoints.directory);
      assert.equal(record?.address, '127.0.0.1:9200');
    });

    it('keeps that of its socket while it is open', async () => {
      const { id, address } = await endpoints.open(server());
      assert.equal((await endpoints.engine.applyConfig(id, server({ name: 'mine' }))).address, address);
    });
  });

  describe('with undeletable files', () => {
    const { rm: remove } = promises;
    let stopLog: () => void;
    const logged: string[] = [];

    beforeEach(() => {
      stopLog = onEngineRecord(({ code }) => logged.push(code));
      mock.method(promises, 'rm', async () => {
        throw Object.assign(new Error('not permitted'), { code: 'EACCES' });
      });
      syncBuiltinESMExports();
    });
    afterEach(() => {
      stopLog();
      mock.restoreAll();
      syncBuiltinESMExports();
      assert.equal(promises.rm, remove);
    });

    it('is removed anyway, reports it, and isn’t listed by a later window', async () => {
      const { engine, directory } = endpoints;
      await engine.open('e', server(), 1);
      await engine.remove('e');
      assert.deepEqual([await engine.snapshots(), logged.splice(0)], [[], ['endpointNotDeleted']]);
      assert.ok(existsSync(join(directory, 'e')));
      assert.deepEqual(await readRecords(directory), []);
    });

    it('can no longer be restored, and reports it', async () => {
      const { engine } = endpoints;
      await engine.open('e', server(), 1);
      await engine.setAside('e');
      for (const id of ['e', 'of an earlier engine']) {
        await engine.forgetAside(id);
        assert.deepEqual(logged.splice(0), ['endpointNotDeleted']);
      }
    });
  });

  it('closes when its transcript has run out of numbers, reports why, and can’t be opened again', async () => {
    const { engine } = endpoints;
    await engine.adopt('e', server(), { keptSinceMs: 1, entries: maxStoredNumber - 2 });
    const { address } = await engine.reopen('e');
    const client = await sockets.client({ address } as OpenEndpoint);
    client.write('unread');
    const closed = once(client, 'close');
    client.resume().on('end', () => client.end());
    await closed;
    const snapshot = async () => (await engine.snapshots())[0] ?? assert.fail();
    assert.deepEqual([(await snapshot()).state, (await snapshot()).failure?.code], ['failed', 'TRANSCRIPT_FULL']);
    const { entries } = await snapshot();
    await assert.rejects(engine.reopen('e'), { code: 'TRANSCRIPT_FULL' });
    const [row] = await engine.entries('e', entries, 9);
    assert.equal(row?.event?.code, 'failed');
  });

  it('is being restored until its transcript has been read, which the engine reports meanwhile', async () => {
    const { engine, events } = endpoints;
    const directory = join(endpoints.directory, 'e');
    const budget = new LogBudget({ ...defaultLogBounds, segmentBytes: 1000 });
    const left = new Transcript({ directory, encoding: 'utf8', budget, onChange: () => undefined, owner: neverFails });
    for (let at = 0; at < 60; at++) recordReceived(left, `frame ${at} `.repeat(10));
    await left.close();
    const read: [string, number][] = [];
    mock.method(events, 'transcriptRead', (...args: [string, number]) => void read.push(args));
    let now = performance.now();
    mock.method(performance, 'now', () => (now += 250));
    const adopting = engine.adopt('e', server(), { keptSinceMs: 1 });
    const opening = engine.openView('e', {});
    const [meanwhile] = await engine.snapshots();
    const adopted = await adopting;
    mock.restoreAll();
    assert.deepEqual([meanwhile?.isRestoring, adopted.isRestoring, adopted.entries], [true, undefined, 60]);
    const percents = read.map(([, percent]) => percent);
    assert.ok(read.length > 2 && read.every(([id]) => id === 'e'), `${read}`);
    assert.deepEqual(
      percents,
      [...new Set(percents)].toSorted((one, other) => one - other),
    );
    assert.ok((percents.at(-1) ?? 100) < 100);
    assert.equal((await opening).state.end, 60, 'a row can’t be read before');
  });

  it('continues from the last counts if those exceed what the transcript holds', async () => {
    const traffic = { bytesIn: 1000, bytesOut: 2, framesIn: 3, framesOut: 4 };
    const { counters } = await endpoints.engine.adopt('e', server(), { traffic });
    assert.deepEqual(counters, { ...traffic, peers: 0 });
  });

  describe('with its files', () => {
    it('deletes them when removed, and settles whatever begins meanwhile with a code', async () => {
      const path = join(endpoints.directory, 'file');
      await writeFile(path, new Uint8Array(100_000));
      const { engine } = endpoints;
      const files = { files: [{ path }], mode: 'raw', endAfter: false } as const;
      const calls: ((id: string) => Promise<unknown>)[] = [
        id => engine.sendFiles(id, files),
        id => engine.send(id, Buffer.from('a')),
        id => engine.startVideo(id, pattern),
        id => engine.reopen(id),
        id => engine.ensureOpen(id),
        id => engine.clearTranscript(id, true),
        id => engine.exportTranscript(id, id, { format: 'raw', path: `${path}.${id}`, filter: {} }),
        async id => engine.keepPanel(id, 'draft'),
      ];
      const sending = Array.from({ length: 12 }, () => calls[0] ?? assert.fail());
      for (const [at, call] of [...calls, ...calls, ...sending].entries()) {
        const id = `e${at}`;
        const endpoint = await endpoints.open(server(), id, 1);
        // Ends at once when its server does, so that the removal overtakes what has begun.
        sockets.keep(connect(portOf(endpoint), '127.0.0.1').resume());
        await eventSeen(endpoint, 'peerConnected');
        const settled = call(id).catch(error => error);
        if (at >= calls.length) await nextTurn();
        await engine.remove(id);
        const { code } = ((await settled) ?? {}) as { code?: string };
        assert.ok(code === undefined || ['NO_ENDPOINT', 'CANCELLED'].includes(code), code);
      }
      const left = (await readdir(endpoints.directory)).filter(name => !name.startsWith('file'));
      assert.deepEqual(left, []);
    });

    it('deletes them without waiting until messages are recorded', async () => {
      const { engine } = endpoints;
      const endpoint = await endpoints.open(server({ framing: { line: 'lf' } }), 'e', 1);
      const socket = await sockets.client(endpoint);
      mock.method(turnBudget, 'tryTake', () => false);
      const { mock: rests } = mock.method(turnBudget, 'inLaterTurn', () => undefined);
      socket.write(Buffer.alloc(5000, '\n'));
      await seen(endpoint, () => (endpoint.counters.bytesIn === 5000 ? true : undefined));
      assert.ok(rests.callCount() > 0 && endpoint.counters.framesIn < 5000);
      const { mock: events } = mock.method(Transcript.prototype, 'event');
      await engine.remove('e');
      // Not `notRecorded`, as after the longest wait.
      const codes = events.calls.map(({ arguments: [event] }) => event.code);
      assert.deepEqual(codes, ['peerClosed', 'closed']);
      mock.restoreAll();
    });

    it('reports it if one beside the transcript can’t be written, and traffic continues', async () => {
      const inTheWay = (name: string) => join(endpoints.directory, 'e', `${name}.part`);
      await mkdir(inTheWay('endpoint.json'), { recursive: true });
      await mkdir(inTheWay('transfers.json'));
      const endpoint = await endpoints.open(server({ reply: 'echo' }), 'e', 1);
      await endpoints.storageSeen(({ failure }) => failure?.code === 'EISDIR');
      const peer = await sockets.client(endpoint);
      peer.write('hello');
      while (peer.received() !== 'hello') await once(peer, 'data');
      await rm(inTheWay('endpoint.json'), { recursive: true });
      await endpoints.storageSeen(({ failure }) => failure === undefined);
      const path = join(endpoints.directory, 'file');
      await writeFile(path, ' there');
      await endpoint.sendFile(path, { mode: 'raw', endAfter: false });
      await endpoints.storageSeen(({ failure }) => failure?.code === 'EISDIR');
      while (peer.received() !== 'hello there') await once(peer, 'data');
      await rm(inTheWay('transfers.json'), { recursive: true });
      await endpoints.storageSeen(({ failure }) => failure === undefined);
    });

    it('rewrites them when another program deletes them, and reports it', async () => {
      const endpoint = await endpoints.open(server(), 'e', 1);
      const peer = await sockets.client(endpoint);
      peer.write('before');
      await textSeen(endpoint, 'in', 'before');
      await endpoints.open(server(), 'idle', 2);
      const record = join(endpoints.directory, 'e', 'endpoint.json');
      const idle = ['endpoint.json', '0-000000.log'].map(name => join(endpoints.directory, 'idle', name));
      await seenBelow(endpoints.directory, async () => existsSync(record));
      await seenBelow(endpoints.directory, async () => existsSync(join(endpoints.directory, 'e', '0-000000.log')));
      await seenBelow(endpoints.directory, async () => idle.every(path => existsSync(path)));
      for (const id of ['e', 'idle']) await rm(join(endpoints.directory, id), { recursive: true });
      peer.write(' and after');
      await eventSeen(endpoint, 'filesDeleted');
      await seenBelow(endpoints.directory, async () => [record, ...idle].every(path => existsSync(path)));
      await endpoints.engine.dispose();
      const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
      await next.adopt('e', server(), {});
      const entries = await next.entries('e', 0, 100);
      const text = entries.filter(({ direction }) => direction === 'in').map(({ data }) => Buffer.from(data ?? []));
      assert.equal(Buffer.concat(text).toString(), 'before and after');
      await next.dispose();
    });

    it('rewrites them however soon they are deleted again', async () => {
      const endpoint = await endpoints.open(server(), 'e', 1);
      const peer = await sockets.client(endpoint);
      await endpoints.open(server(), 'idle', 2);
      const files = ['e', 'idle'].flatMap(id =>
        ['endpoint.json', '0-000000.log'].map(name => join(endpoints.directory, id, name)),
      );
      const allThere = () => seenBelow(endpoints.directory, async () => files.every(path => existsSync(path)));
      await allThere();
      const reports = async () =>
        (await endpoint.entries()).filter(({ event }) => event?.code === 'filesDeleted').length;
      for (let times = 0; times < 2; times++) {
        const before = await reports();
        // A write in progress may notice this and rewrite files while others are still being deleted: then it is reported twice.
        for (const id of ['e', 'idle']) await rm(join(endpoints.directory, id), { recursive: true, maxRetries: 3 });
        peer.write('again');
        await seen(endpoint, async () => ((await reports()) > before ? true : undefined));
        await allThere();
      }
    });
  });

  describe('left by another engine', () => {
    const failure = { code: 'ENGINE_STOPPED', params: { detail: 'a test' } } as const;

    it('can be opened at once, while its transcript is still being read', async () => {
      const left = await endpoints.open(server(), 'left');
      const peer = await sockets.client(left);
      peer.write('before');
      await textSeen(left, 'in', 'before');
      const log = join(endpoints.directory, 'left', '0-000000.log');
      const content = () => readFile(log, 'latin1').catch(() => '');
      await seenBelow(endpoints.directory, async () => (await content()).includes('before'));
      const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
      const adopting = next.adopt('left', server(), { failure });
      const { address } = await next.reopen('left');
      await adopting;
      const again = connect(Number(address.split(':').at(-1)), '127.0.0.1');
      sockets.keep(again);
      again.end('after');
      const messages = async () => (await next.entries('left', 0, 100)).filter(({ direction }) => direction === 'in');
      await seen(left, async () => ((await messages()).length === 2 ? true : undefined));
      assert.deepEqual(
        (await messages()).map(({ data, peer: from }) => [String(Buffer.from(data ?? [])), from]),
        [
          ['before', 'p1'],
          ['after', 'p2'],
        ],
      );
      const events = (await next.entries('left', 0, 100)).flatMap(({ event }) => event?.code ?? []);
      assert.deepEqual(
        events.filter(code => code === 'failed' || code === 'listening'),
        ['listening', 'failed', 'listening'],
      );
      await next.dispose();
    });

    it('gets its former port again if its config leaves that to the system', async () => {
      for (const config of [server(), { kind: 'udp', address: ':0' } as const]) {
        // Each needs its own id: a second one with the same id would replace the first, which would never be disposed of.
        const id = `left-${config.kind}`;
        const left = await endpoints.open(config, id);
        const { address } = left;
        await left.close();
        const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
        await next.adopt(id, config, { wasOpen: true, address });
        const again = await next.ensureOpen(id);
        assert.deepEqual([again.address, again.config], [address, config]);
        await next.close(id);
        // From then on the config applies again.
        const other = await endpoints.open({ ...config, address: address.replace(/^\w+:\/\//, '') });
        assert.notEqual((await next.reopen(id)).address, address);
        await other.close();
        await next.remove(id);
        await next.dispose();
      }
    });

    it('gets a free port if its former one is taken by now, and reports it', async () => {
      const left = await endpoints.open(server(), 'left');
      const { address } = left;
      await left.close();
      const other = await endpoints.open(server({ address: address.replace('tcp://', '') }));
      const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
      await next.adopt('left', server(), { wasOpen: true, address });
      const again = await next.ensureOpen('left');
      assert.notEqual(again.address, address);
      const events = (await next.entries('left', 0, 100)).flatMap(({ event }) => event ?? []);
      assert.deepEqual(
        events.slice(-2).map(event => ('address' in event ? [event.code, event.address] : event.code)),
        [
          ['portTaken', address],
          ['listening', again.address],
        ],
      );
      await other.close();
      await next.dispose();
    });

    it('stays removed if it is removed meanwhile', async () => {
      const left = await endpoints.open(server(), 'left');
      await left.close();
      const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
      const adopting = next.adopt('left', server(), { failure });
      await next.remove('left');
      await adopting;
      assert.ok(!existsSync(join(endpoints.directory, 'left')));
    });
  });
});
