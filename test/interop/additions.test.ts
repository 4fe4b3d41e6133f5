/**
 * Everything that CONTRIBUTING.md lists for a new kind, framing, layer or decoder, added to a copy of the source, which
 * the compiler then checks.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { type Addition, addedDecoder, addedFraming, addedKind, addedLayer } from '../support/additions.ts';
import { root } from '../support/paths.ts';

describe('a copy of the source with a kind, a framing, a layer and a decoder added in these files alone', () => {
  let copy = '';

  /** Imports a module of the copy. */
  const load = (path: string) => import(pathToFileURL(join(copy, path)).href);

  before(async () => {
    copy = await mkdtemp(join(tmpdir(), 'portside-copy-'));
    for (const part of ['src', 'webview', 'test/support', 'package.json', 'tsconfig.base.json'])
      await cp(join(root, part), join(copy, part), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    await apply(addedKind);
    await apply(addedFraming);
    await apply(addedLayer);
    await apply(addedDecoder);
  });
  after(() => rm(copy, { recursive: true, force: true }));

  async function apply(addition: Addition): Promise<void> {
    for (const [name, change] of Object.entries(addition)) {
      const file = join(copy, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, change(await readFile(file, 'utf8').catch(() => '' /* it is a new file */)));
    }
  }

  // About five seconds of CPU time.
  it('compiles', async () => {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const compiling = promisify(execFile)(process.execPath, [tsc, '-b', 'src/host', 'src/engine', 'webview'], {
      cwd: copy,
    });
    await compiling.catch(({ stdout, stderr }) => assert.fail(`${stdout}${stderr}`));
  });

  it('accepts both in a config, and offers the kind in the schema', async () => {
    const { parseEndpointConfig, endpointConfigJsonSchema } = await load('src/core/config/endpointConfigSchema.ts');
    const config = { kind: 'idle', address: ':0', framing: 'unsplit' };
    assert.deepEqual(parseEndpointConfig(config), { config, unknownKeys: [] });
    assert.ok(endpointConfigJsonSchema().properties.kind.enum.includes('idle'));
    assert.throws(() => parseEndpointConfig({ ...config, remote: ':9' }), /remote: only for udp/);
    assert.throws(() => parseEndpointConfig({ kind: 'udp', address: ':0', framing: 'unsplit' }), /only for idle, tcp-/);
  });

  it('opens such an endpoint, and keeps a change to such a framing', async () => {
    const { EngineEndpoints } = await load('test/support/engineEndpoints.ts');
    const endpoints = new EngineEndpoints();
    try {
      const endpoint = await endpoints.open({ kind: 'idle', address: ':0' } as unknown as EndpointConfig);
      await endpoint.changeFraming('unsplit');
      const { storedEvent } = await load('src/engine/transcript/storedEvent.ts');
      const entries = await endpoint.entries();
      const changed = entries.find(({ event }: { event?: { code: string } }) => event?.code === 'framingChanged');
      assert.deepEqual(storedEvent(Buffer.from(JSON.stringify(changed?.event))), changed?.event);
      assert.equal(endpoint.state, 'open');
    } finally {
      await endpoints.dispose();
    }
  });

  it('calls the layer for each message of a stream', async () => {
    const { EngineEndpoints } = await load('test/support/engineEndpoints.ts');
    const { counted } = await load('src/engine/yourFeature/yourLayer.ts');
    const endpoints = new EngineEndpoints();
    try {
      const server = await endpoints.open({ kind: 'tcp-server', address: ':0', reply: 'echo' });
      const socket = connect(Number(server.address.split(':').at(-1)), '127.0.0.1');
      socket.write('x');
      await once(socket, 'data');
      assert.equal(counted.messages, 1);
      socket.destroy();
    } finally {
      await endpoints.dispose();
    }
  });

  it('shows the kind in the form', async () => {
    const { addressFields } = await load('webview/form/addressFields.ts');
    const [kind] = addressFields({ kind: 'idle', address: ':0' });
    assert.equal(kind.control.options.idle, 'Idle');
    assert.match(kind.help, /^An idle endpoint does nothing\. A TCP server/);
  });

  it('opens an entry in the pane of the decoder', async () => {
    const { decoders } = await load('src/core/decoders/decoders.ts');
    const { EntryReadings } = await load('webview/entry/entryReadings.ts');
    const { fittingPane, paneChoices } = await load('webview/entry/entryPanes.ts');
    const readings = new EntryReadings(decoders, () => undefined);
    await readings.read({ bytes: Buffer.from('{"a":1}'), length: 7, left: 0, isLoading: false }, 'utf8');
    const pane = fittingPane(readings.all, true);
    const { label, decoded } = paneChoices(readings.all).find(({ value }: { value: string }) => value === pane);
    assert.deepEqual([label, decoded.kind, decoded.root.text], ['First Byte', 'tree', '123']);
  });
});
