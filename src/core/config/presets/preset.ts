/** A starting point for an endpoint, and helpers for writing one. */
import type { EndpointConfig } from '../../endpointConfig.ts';
import type { TextOrPhrase } from '../../phrase.ts';

/** What presets are listed under. */
export const presetGroups = ['general', 'web', 'mail', 'data', 'devices', 'tools'] as const;
export type PresetGroup = (typeof presetGroups)[number];

/** A config that is complete except for the address and the name. */
export type PresetConfig = Omit<EndpointConfig, 'address' | 'name'>;

export interface Preset {
  readonly group: PresetGroup;
  readonly label: TextOrPhrase;
  /** Describes what the endpoint does, or names the programs that it talks to. */
  readonly help: TextOrPhrase;
  readonly config: PresetConfig;
}

/** What every preset says where its protocol has room for a text. */
export const hello = 'Hello from Portside';

/** Returns text as hex, for payloads that are bytes. */
export function inHex(text: string): string {
  return Array.from(new TextEncoder().encode(text), byte => byte.toString(16).padStart(2, '0')).join(' ');
}
