import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PresetId, presetIds, presets, presetTable } from '../../src/core/config/presets.ts';
import { EngineEndpoints } from '../support/engineEndpoints.ts';
import { framesOf, type OpenEndpoint, portOf, seen } from '../support/openEndpoint.ts';
import { root } from '../support/paths.ts';
import { startPython } from '../support/program.ts';

const clients = join(root, 'test', 'interop', 'programs', 'preset_clients.py');

describe('presets and real clients', () => {
  const endpoints = new EngineEndpoints();
  after(() => endpoints.dispose());

  const frameReceived = (endpoint: OpenEndpoint, frame: string) =>
    seen(endpoint, async () => ((await framesOf(endpoint, 'in')).includes(frame) ? true : undefined));

  /** The messages that a user types meanwhile, for presets that don't reply on their own. */
  const byHand: Partial<Record<PresetId, (endpoint: OpenEndpoint) => Promise<void>>> = {
    chat: async endpoint => {
      await frameReceived(endpoint, 'hi there');
      await endpoint.send('hello');
      await endpoint.send('bye\n');
    },
    lengthPrefixed: async endpoint => {
      await frameReceived(endpoint, 'hello');
      await endpoint.send('welcome\n');
    },
    fileReceiver: async endpoint => {
      const { name } = await endpoints.transferSeen(endpoint.id, ({ state }) => state === 'done');
      assert.equal(name, 'output0.bin', 'it isn’t text');
      const bytes = await readFile(join(endpoints.directory, name));
      assert.equal(bytes.toString('latin1'), 'all of it\n\xff');
    },
  };

  // Those for protocols have tests of their own, with real clients.
  const served = presetIds.filter(id => presetTable[id].group === 'general' && presets[id].kind !== 'tcp-client');
  for (const id of served) {
    it(`speak: ${id}`, async () => {
      const { files, ...preset } = presets[id];
      const received = files && { files: { ...files, directory: endpoints.directory } };
      const endpoint = await endpoints.open({ ...preset, ...received, address: '127.0.0.1:0' });
      const program = await startPython(clients, id, portOf(endpoint));
      await Promise.all([program.ended(), byHand[id]?.(endpoint)]);
      const failures = (await endpoint.entries()).filter(({ event }) => event?.code === 'sendFailed');
      assert.deepEqual(failures, []);
    });
  }
});
