/** An open endpoint that tests drive, through either the engine or the API. */
import assert from 'node:assert/strict';
import type { EndpointConfig, Framing } from '../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, SendTarget } from '../../src/core/endpointSnapshot.ts';
import type { EntryData } from '../../src/core/transcriptEntry.ts';
import type { SendHow } from '../../src/core/transfer/transferSnapshot.ts';

export interface OpenEndpoint {
  readonly id: string;
  readonly address: string;
  readonly state: EndpointSnapshot['state'];
  readonly counters: EndpointSnapshot['counters'];
  send(data: string | Uint8Array, to?: SendTarget): Promise<void>;
  entries(): Promise<EntryData[]>;
  /** Sends a file of this machine. Resolves when the transfer has ended. */
  sendFile(path: string, options: Extract<SendHow, { mode: 'raw' | 'framed' }>): Promise<void>;
  /** Resolves at the next change. */
  nextChange(): Promise<void>;
  changeFraming(framing: Framing): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
}

export type OpenFunction = (config: EndpointConfig) => Promise<OpenEndpoint>;

export function portOf({ address }: Pick<OpenEndpoint, 'address'>): number {
  return Number(/:(\d+)$/.exec(address)?.[1]);
}

/** Returns the frames of one direction as text. */
export async function framesOf(endpoint: OpenEndpoint, direction: 'in' | 'out'): Promise<string[]> {
  const entries = await endpoint.entries();
  return entries.filter(entry => entry.direction === direction).map(entry => new TextDecoder().decode(entry.data));
}

export async function eventCodes(endpoint: OpenEndpoint): Promise<string[]> {
  return (await endpoint.entries()).flatMap(({ event }) => event?.code ?? []);
}

/** Resolves with what `look` returns once it isn't undefined. Looks again at every change. */
export async function seen<T>(
  endpoint: Pick<OpenEndpoint, 'nextChange'>,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  for (;;) {
    const change = endpoint.nextChange();
    const found = await look();
    if (found !== undefined) return found;
    await change;
  }
}

/** Resolves when the bytes of a direction together are the expected text. A stream may split them anywhere. */
export async function textSeen(endpoint: OpenEndpoint, direction: 'in' | 'out', expected: string): Promise<void> {
  await seen(endpoint, async () => {
    const text = (await framesOf(endpoint, direction)).join('');
    assert.ok(
      expected.startsWith(text),
      `got ${JSON.stringify(text)}, which ${JSON.stringify(expected)} doesn’t begin with`,
    );
    return text === expected ? true : undefined;
  });
}

export async function eventSeen(endpoint: OpenEndpoint, code: string): Promise<void> {
  await seen(endpoint, async () => ((await eventCodes(endpoint)).includes(code) ? true : undefined));
}
