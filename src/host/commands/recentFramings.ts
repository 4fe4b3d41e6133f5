/** The framings that the user chose last. */
import type { Memento } from 'vscode';
import { configSchema } from '../../client/configSchema.ts';
import type { Framing } from '../../core/endpointConfig.ts';
import { storedItems } from '../stored.ts';
import { isSame } from './framingChoices.ts';

const key = 'recentFramings';
const maxRecent = 4;

/** Returns them, most recent first, without those that this version doesn't know. */
export async function recentFramings(memory: Memento): Promise<Framing[]> {
  const { parseEndpointConfig } = await configSchema();
  return storedItems(memory, key).flatMap(framing => {
    try {
      const { config } = parseEndpointConfig({ kind: 'tcp-client', address: ':1', framing });
      return [config.framing as Framing];
    } catch {
      return []; // Stored by another version.
    }
  });
}

export async function noteFraming(framing: Framing, memory: Memento): Promise<void> {
  const others = (await recentFramings(memory)).filter(one => !isSame(one, framing));
  await memory.update(key, [framing, ...others].slice(0, maxRecent));
}
