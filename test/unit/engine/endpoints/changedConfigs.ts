/** Configs for tests that change one while its endpoint is open, and what the endpoint has done by then. */
import type { EndpointConfig, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { type OpenEndpoint, seen } from '../../../support/openEndpoint.ts';
import { server as plainServer } from './plainSockets.ts';

/** Returns a server that splits lines. */
export function server(more: Partial<EndpointConfig> = {}): EndpointConfig {
  return plainServer({ framing: { line: 'lf' }, ...more });
}

/** Returns a rule that replies to `a`. */
export function answering(text: string, more: Partial<ReplyRule> = {}): ReplyRule[] {
  return [{ when: { text: 'a' }, send: text, ...more }];
}

/** Resolves with the changed fields of each recorded change. */
export async function recordedChanges(endpoint: OpenEndpoint): Promise<(readonly string[])[]> {
  return (await endpoint.entries()).flatMap(({ event }) => (event?.code === 'configChanged' ? [event.fields] : []));
}

/** Resolves when the endpoint has received this many messages. */
export async function allReceived(endpoint: OpenEndpoint, frames: number): Promise<void> {
  await seen(endpoint, () => (endpoint.counters.framesIn === frames ? true : undefined));
}
