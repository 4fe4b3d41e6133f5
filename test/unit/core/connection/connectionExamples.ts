/** Texts of connections with the endpoints that they mean, or with why they are refused. */
import assert from 'node:assert/strict';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import { parseConnection } from '../../../../src/core/connection/parseConnection.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';

export type Examples = readonly (readonly [string, EndpointConfig])[];

export const client = (address: string, more: Partial<EndpointConfig> = {}): EndpointConfig => ({
  kind: 'tcp-client',
  address,
  ...more,
});
export const server = (address: string, more: Partial<EndpointConfig> = {}): EndpointConfig => ({
  kind: 'tcp-server',
  address,
  ...more,
});
export const udp = (address: string, more: Partial<EndpointConfig> = {}): EndpointConfig => ({
  kind: 'udp',
  address,
  ...more,
});

/** A test for each text: it means this endpoint, whose config is valid. */
export function takes(examples: Examples): void {
  for (const [text, expected] of examples) {
    it(`takes ${JSON.stringify(text)}`, () => {
      const config = parseConnection(text);
      assert.deepEqual(config, expected);
      assert.deepEqual(parseEndpointConfig(config), { config: expected, unknownKeys: [] });
    });
  }
}

/** A test for each text: it is refused with a sentence. */
export function refuses(refused: readonly (readonly [string, RegExp])[]): void {
  for (const [text, reason] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 60))}, saying why`, () => {
      assert.throws(() => parseConnection(text), { name: 'RangeError', message: reason });
    });
  }
}
