/** A removal as the workspace's memory has it. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';

/** As JSON. */
export type KeptRemoval = KeptSavedEndpoint | KeptMessage;

export interface KeptSavedEndpoint {
  readonly type: 'savedEndpoint';
  readonly sinceMs: number;
  readonly label: string;
  /** See `scopeKey`. */
  readonly scope: string;
  readonly index: number;
  readonly value: unknown;
  /** Config of one that starts with the window. */
  readonly starts?: EndpointConfig;
}

export interface KeptMessage {
  readonly type: 'message';
  readonly sinceMs: number;
  readonly name: string;
  /** As the library of messages removed it. */
  readonly entry: { readonly at: number; readonly entry: unknown };
}
