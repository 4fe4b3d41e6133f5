/** A preset as a server, and other people's programs as its clients. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type PresetId, presets } from '../../src/core/config/presets.ts';
import { endOnExit } from './endWithUs.ts';
import { EngineEndpoints } from './engineEndpoints.ts';
import { type OpenEndpoint, portOf } from './openEndpoint.ts';
import { type SystemProgram, systemPackages, systemProgram } from './systemPackages.ts';

export interface PresetServer {
  readonly endpoint: OpenEndpoint;
  readonly port: number;
}

/** What happens without anything going wrong. */
const expectedEvents = new Set(['listening', 'bound', 'peerConnected', 'peerHeard', 'peerClosed', 'framingChanged']);

/**
 * Starts a preset before each test of a suite. After each test, checks that every message was cut and answered without
 * trouble.
 */
export function presetServer(id: PresetId): () => PresetServer {
  const endpoints = new EngineEndpoints();
  let server: PresetServer | undefined;
  beforeEach(async () => {
    const endpoint = await endpoints.open({ ...presets[id], address: '127.0.0.1:0' });
    server = { endpoint, port: portOf(endpoint) };
  });
  afterEach(async () => {
    const entries = (await server?.endpoint.entries()) ?? [];
    await server?.endpoint.close();
    const trouble = entries.filter(({ event }) => event && !expectedEvents.has(event.code));
    assert.deepEqual(trouble, []);
  });
  after(() => endpoints.dispose());
  return () => {
    assert.ok(server);
    return server;
  };
}

export interface ClientRun {
  readonly args: readonly (string | number)[];
  /** What is written to its stdin. */
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Its exit code; 0 if absent. */
  readonly code?: number;
}

/** Runs a client and returns its output, of both streams. `name` is the program, if the package has several. */
export async function runClient(of: SystemProgram, run: ClientRun, name?: string): Promise<string> {
  const path = await systemProgram(of);
  const { args, input = '', cwd, env, code = 0 } = run;
  const child = endOnExit(spawn(name ?? path, args.map(String), { cwd, env: { ...process.env, ...env } }));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', chunk => {
      output += chunk;
    });
  }
  child.stdin.on('error', () => undefined).end(input);
  const [ended] = await once(child, 'close');
  assert.equal(ended, code, `${systemPackages[of].wanted} ended with ${ended}: ${output}`);
  return output;
}
