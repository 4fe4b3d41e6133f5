/** No line of the log, and no error that could become one, contains data exchanged between endpoints or contents of their configs. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEndpointConfig } from '../../../src/core/config/endpointConfigSchema.ts';
import { errorRecord } from '../../../src/core/diagnostics/errorRecord.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { onEngineRecord } from '../../../src/engine/engineLog.ts';
import { BareSockets } from '../../support/bareSockets.ts';
import { EngineEndpoints } from '../../support/engineEndpoints.ts';
import { eventSeen, textSeen } from '../../support/openEndpoint.ts';
import { pattern } from '../../support/videoTests.ts';

/** Letters that occur in no stack or number. */
const marker = Array.from(randomBytes(32), byte => 'QXZJKVWY'[byte % 8]).join('');

describe('the log', () => {
  let endpoints: EngineEndpoints;
  let bare: BareSockets;
  let lines: string[];
  let stop: () => void;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
    bare = new BareSockets();
    lines = [];
    stop = onEngineRecord(record => lines.push(JSON.stringify(record)));
  });

  afterEach(async () => {
    stop();
    bare.close();
    await endpoints.dispose();
  });

  /** Logs a rejected call like the host does. */
  const attempt = async (call: () => unknown) => {
    try {
      await call();
    } catch (error) {
      lines.push(JSON.stringify(errorRecord(error)));
    }
  };

  it('contains no bytes of messages, files or configs', async () => {
    const { engine } = endpoints;
    const path = join(endpoints.directory, 'file');
    await writeFile(path, marker);
    const reply = [
      { when: { text: marker }, send: `{{0}}${marker}` },
      { when: { regex: `(${marker}+)+$` }, send: marker },
    ];
    const framing = { line: 'lf' } as const;
    const config = { kind: 'tcp-server', address: ':0', greeting: marker, framing, reply } as const;
    await attempt(() => parseEndpointConfig({ ...config, [marker]: marker, lineEnding: marker, encoding: marker }));
    await attempt(() =>
      parseEndpointConfig({
        ...config,
        greeting: `{{${marker}`,
        reply: [{ when: { regex: `(${marker}` }, send: marker }],
      }),
    );
    const server = await endpoints.open(config, 'e', 1);
    const socket = await bare.connect(server);
    socket.resume();
    await eventSeen(server, 'peerConnected');
    socket.write(`${marker}\n`);
    await textSeen(server, 'in', marker);
    const bytes = Buffer.from(marker);
    const options = { files: [{ path }, { path: `${path}.absent` }], mode: 'raw', endAfter: false } as const;
    const calls: (() => unknown)[] = [
      () => engine.send('e', bytes),
      () => engine.send('e', bytes, { peer: 'p1' }, true),
      () => engine.resend('e', 1),
      () => engine.sendFiles('e', options),
      () => engine.sendFiles('e', { ...options, files: [{ path }] }),
      () => engine.startVideo('e', { ...pattern, label: marker, codec: marker as never }),
      () => engine.pushPicture(marker, { bytes } as never),
      () => engine.changeFraming('e', { delimiter: `${marker}${marker}` }),
      () => engine.applyConfig('e', { ...config, encoding: 'latin1', greeting: `${marker}€` }),
      () => engine.applyConfig('e', { ...config, reply: [{ when: { regex: `(${marker}` }, send: marker }] }),
      () => engine.keepPanel('e', marker),
      () => engine.rename('e', marker),
      () => engine.renamePeer('e', '127.0.0.1:1', marker),
      () => engine.openView('e', { search: { text: marker } }),
      () => engine.openView('e', { search: { regex: `(${marker}` } }),
      () => engine.openView('e', { search: { hex: marker } }),
      () => engine.entries('e', 0, 10),
      () => engine.exportTranscript('call', 'e', { format: 'text', path: join(path, 'x'), filter: {} }),
      () => engine.guessFraming('call', 'e', marker),
      () => engine.recut('call', 'e', marker, { delimiter: marker }, 'e'),
      () => engine.openSpool('name', 1).then(id => engine.spool(id, bytes)),
    ];
    for (const call of calls) await attempt(call);
    socket.end(`${marker.slice(0, 9)}`);
    await once(socket, 'close');
    await engine.dispose();

    // Damaged: the parser quotes what it can't parse.
    const log = join(endpoints.directory, 'e', '0-000000.log');
    const text = await readFile(log, 'latin1');
    assert.ok(text.includes(marker), 'the transcript has it');
    await writeFile(log, text.replaceAll(/"code":"/g, '"code":,'), 'latin1');
    const next = createEngine({ directory: endpoints.directory, events: endpoints.events });
    await attempt(() => next.adopt('e', config, {}));
    await attempt(() => next.entries('e', 0, 100));
    await next.dispose();

    assert.ok(lines.length > 5, 'something was logged');
    for (const line of lines)
      for (let at = 0; at + 6 <= marker.length; at++) assert.ok(!line.includes(marker.slice(at, at + 6)), line);
  });
});
