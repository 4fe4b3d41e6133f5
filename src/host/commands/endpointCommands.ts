/** What can be done with an endpoint or a peer that is there. */
import { env, l10n, Uri, window, workspace } from 'vscode';
import * as z from 'zod';
import { parseHex } from '../../core/bytes/hex.ts';
import { ConfigError } from '../../core/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { parseEndpointConfig } from '../configSchema.ts';
import { problemsText } from '../sentences.ts';
import { endpointOf } from './commandArguments.ts';
import type { CommandContext } from './commandContext.ts';
import { Dismissed } from './dismissed.ts';

const sendArgument = z.looseObject({
  endpoint: z.string(),
  data: z.union([z.string(), z.instanceof(Uint8Array)]).optional(),
  hex: z.string().optional(),
  peer: z.string().optional(),
});

/** `{endpoint, data | hex, peer?}`; without an argument asks for endpoint and text. */
export async function send(argument: unknown, { endpoints }: CommandContext): Promise<void> {
  const given = sendArgument.safeParse(argument);
  if (given.success) {
    const { data, hex, peer } = given.data;
    if ((data === undefined) === (hex === undefined)) throw new TypeError(l10n.t('Give either data or hex.'));
    const bytes = hex === undefined ? asBytes(data ?? '') : parseHex(hex);
    return endpoints.send(endpoints.find(given.data.endpoint).id, bytes, peer === undefined ? undefined : { peer });
  }
  const endpoint = await endpointOf(argument, endpoints);
  const text = await window.showInputBox({
    prompt: l10n.t('Text to send to all peers of {0}', endpointLabel(endpoint)),
  });
  if (text === undefined) throw new Dismissed();
  await endpoints.send(endpoint.id, asBytes(text));
}

/** Saves into settings, under a name that is asked for where there is none. */
export async function saveEndpoint(endpoint: EndpointSnapshot, { endpoints, saved }: CommandContext): Promise<void> {
  const { config } = endpoint;
  const name = config.name ?? (await window.showInputBox({ prompt: l10n.t('Name of the saved endpoint'), value: '' }));
  if (!name) throw new Dismissed();
  await saved.save({ ...config, name });
  await endpoints.rename(endpoint.id, name);
  window.setStatusBarMessage(l10n.t('Saved “{0}” in portside.endpoints.', name), 5000);
}

export async function copyAddress({ address }: EndpointSnapshot): Promise<void> {
  await env.clipboard.writeText(address);
  window.setStatusBarMessage(l10n.t('Copied {0}', address), 3000);
}

const fileArgument = z.looseObject({ uri: z.custom<Uri>(value => value instanceof Uri) });

/** All configs, open and saved, as a JSON file: `{uri}`, or one that the user chooses. */
export async function exportEndpoints(argument: unknown, { endpoints, saved }: CommandContext): Promise<void> {
  const given = fileArgument.safeParse(argument).data?.uri;
  const target = given ?? (await window.showSaveDialog({ filters: { JSON: ['json'] }, saveLabel: l10n.t('Export') }));
  if (!target) throw new Dismissed();
  const running = endpoints.all.map(({ config }) => config);
  const stored = (await saved.all()).flatMap(one => ('config' in one ? [one.config] : []));
  const names = new Set(running.map(({ name }) => name));
  const all = [...running, ...stored.filter(({ name }) => !names.has(name))].map(config => ({ version: 1, ...config }));
  await workspace.fs.writeFile(target, new TextEncoder().encode(`${JSON.stringify(all, null, 2)}\n`));
}

/** Adds the endpoints of a JSON file (`{uri}`, or one that the user chooses) to the saved ones: all of them, or none when one is wrong. */
export async function importEndpoints(argument: unknown, { saved }: CommandContext): Promise<void> {
  const given = fileArgument.safeParse(argument).data?.uri;
  const [chosen] = given ? [] : ((await window.showOpenDialog({ filters: { JSON: ['json'] } })) ?? []);
  const source = given ?? chosen;
  if (!source) throw new Dismissed();
  const configs = await parseConfigs(new TextDecoder().decode(await workspace.fs.readFile(source)), source);
  for (const config of configs) await saved.save({ ...config, name: config.name ?? config.address });
  window.setStatusBarMessage(l10n.t('Imported {0} endpoints.', configs.length), 5000);
}

async function parseConfigs(text: string, source: Uri): Promise<EndpointConfig[]> {
  const file = source.path.split('/').at(-1) ?? '';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RangeError(l10n.t('{0} is not JSON: {1}', file, (error as Error).message));
  }
  if (!Array.isArray(value)) throw new RangeError(l10n.t('{0} must hold a list of endpoints.', file));
  return Promise.all(
    value.map(async (one, index) => {
      try {
        return (await parseEndpointConfig(one)).config;
      } catch (error) {
        if (error instanceof ConfigError)
          throw new RangeError(l10n.t('{0}, endpoint {1}: {2}', file, index + 1, problemsText(error)));
        throw error;
      }
    }),
  );
}

function asBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
}
