/** Connection strings with the endpoints that they mean, or with the reason for their rejection. */
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

/** Defines a test for each text: it means this endpoint, whose config is valid. */
export function takes(examples: Examples): void {
  for (const [text, expected] of examples) {
    it(`accepts ${JSON.stringify(text)}`, () => {
      const config = parseConnection(text);
      assert.deepEqual(config, expected);
      assert.deepEqual(parseEndpointConfig(config), { config: expected, unknownKeys: [] });
    });
  }
}

/** Defines a test for each text: it is rejected with a sentence. */
export function refuses(refused: readonly (readonly [string, RegExp])[]): void {
  for (const [text, reason] of refused) {
    it(`rejects ${JSON.stringify(text.slice(0, 60))} with a reason`, () => {
      assert.throws(() => parseConnection(text), { name: 'RangeError', message: reason });
    });
  }
}
