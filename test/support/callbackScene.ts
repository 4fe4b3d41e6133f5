/** An engine with a conversation that must survive while a callback of another one throws. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import type { EngineRecord } from '../../src/core/diagnostics/engineLogEvents.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { TranscriptEvent } from '../../src/core/transcriptEntry.ts';
import type { SendHow } from '../../src/core/transfer/transferSnapshot.ts';
import type { CallbackPlace } from '../../src/engine/callbackPlaces.ts';
import { onEngineRecord } from '../../src/engine/engineLog.ts';
import { onEntering } from '../../src/engine/owned.ts';
import type { LogBounds } from '../../src/engine/transcript/logBounds.ts';
import { BareSockets } from './bareSockets.ts';
import { EngineEndpoints } from './engineEndpoints.ts';
import { type OpenEndpoint, portOf, seen } from './openEndpoint.ts';
import { openBelow, openSockets } from './openFiles.ts';

/** The event that a callback that throws leaves in the transcript of its conversation. */
type Left = Extract<
  TranscriptEvent['code'],
  'peerFailed' | 'failed' | 'transferFailed' | 'sendFailed' | 'patternFailed'
>;

/** Triggers one callback. It throws when it starts for the first time or, with `when`, when its promise resolves. */
export interface CallbackScenario {
  /** `nothing` if the callback belongs to no conversation, or to one that is over. */
  readonly leaves: Left | 'nothing';
  readonly when?: 'end';
  readonly bounds?: Partial<LogBounds>;
  run(scene: CallbackScene): Promise<unknown>;
}

export type CallbackScenarios = Partial<Record<CallbackPlace, CallbackScenario>>;

type Victim = Pick<OpenEndpoint, 'id' | 'nextChange'>;

export class CallbackScene {
  readonly endpoints: EngineEndpoints;
  readonly bare = new BareSockets();
  readonly folder: string;
  readonly #logged: EngineRecord[] = [];
  readonly #stopLog: () => void;
  readonly #thrown = new Map<CallbackPlace, PromiseWithResolvers<void>>();
  readonly #survivors = new BareSockets();
  #survivor: Socket | undefined;
  #sockets: number | undefined;
  #ids: string[] = [];
  /** Places where the failure may be recorded. */
  readonly #victims: Victim[] = [];
  readonly #begun = new Map<CallbackPlace, () => void>();

  private constructor(folder: string, bounds: Partial<LogBounds> | undefined) {
    this.folder = folder;
    this.endpoints = new EngineEndpoints(bounds);
    this.#stopLog = onEngineRecord(record => this.#logged.push(record));
  }

  static async begin(bounds?: Partial<LogBounds>): Promise<CallbackScene> {
    const scene = new CallbackScene(await mkdtemp(join(tmpdir(), 'portside-callbacks-')), bounds);
    const echo = await scene.endpoints.open({ kind: 'tcp-server', address: ':0', reply: 'echo' });
    scene.#survivor = await scene.#survivors.connect(echo);
    await scene.#writes();
    scene.#sockets = await openSockets();
    return scene;
  }

  get engine(): EngineEndpoints['engine'] {
    return this.endpoints.engine;
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  /** Makes callbacks throw, once each. */
  throwAt(throws: Partial<Record<CallbackPlace, 'begin' | 'end'>>): void {
    for (const place of Object.keys(throws) as CallbackPlace[]) this.#thrown.set(place, Promise.withResolvers());
    const left = new Map(Object.entries(throws));
    onEntering((place, when) => {
      this.#begun.get(place)?.();
      if (left.get(place) !== when) return;
      left.delete(place);
      this.#thrown.get(place)?.resolve();
      throw new Error(`thrown at ${place}`);
    });
  }

  /** Lets one more callback throw, which makes the one under test run. */
  alsoThrowAt(place: CallbackPlace, other: CallbackPlace): void {
    this.throwAt({ [place]: 'end', [other]: 'begin' });
  }

  /** Resolves when the callback has thrown. */
  async thrown(place: CallbackPlace): Promise<void> {
    await this.#thrown.get(place)?.promise;
  }

  /** Resolves when a callback begins. */
  begun(place: CallbackPlace): Promise<void> {
    return new Promise(resolve => this.#begun.set(place, resolve));
  }

  /** Opens an endpoint. */
  async open(config: EndpointConfig, keptSinceMs?: number): Promise<OpenEndpoint> {
    const id = randomUUID();
    this.#ids.push(id);
    const endpoint = await this.endpoints.open(config, id, keptSinceMs);
    this.#victims.push(endpoint);
    return endpoint;
  }

  /** Opens an endpoint that must fail. */
  async openFails(config: EndpointConfig, opening?: (id: string) => unknown): Promise<void> {
    const id = randomUUID();
    this.#ids.push(id);
    this.#victims.push({ id, nextChange: () => new Promise(() => undefined) });
    const opened = this.engine.open(id, config);
    await Promise.all([assert.rejects(opened, { code: 'INTERNAL_ERROR' }), opening?.(id)]);
  }

  server(more: Partial<EndpointConfig> = {}): Promise<OpenEndpoint> {
    return this.open({ kind: 'tcp-server', address: ':0', ...more });
  }

  async serverAndSocket(
    more?: Partial<EndpointConfig>,
  ): Promise<{ server: OpenEndpoint; socket: Socket; peer: string }> {
    const server = await this.server(more);
    const socket = await this.bare.connect(server);
    return { server, socket, peer: await seen(server, async () => (await this.engine.peers(server.id, 0, 1))[0]?.id) };
  }

  /** Opens a client, and returns the bare socket that it is connected to as well. */
  async clientAndSocket(more?: Partial<EndpointConfig>): Promise<{ client: OpenEndpoint; socket: Socket }> {
    const { port, connection } = await this.bare.listen();
    const client = await this.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, ...more });
    return { client, socket: await connection() };
  }

  /** Opens a receiver of files and a client of it. */
  async receiverAndClient(mode: 'raw' | 'framed'): Promise<{ receiver: OpenEndpoint; client: OpenEndpoint }> {
    const receiver = await this.server({ files: { mode, directory: this.at('in') } });
    const client = await this.open({ kind: 'tcp-client', address: `127.0.0.1:${portOf(receiver)}` });
    await seen(receiver, () => (receiver.counters.peers > 0 ? true : undefined));
    return { receiver, client };
  }

  /** Starts sending a file and returns the id of the transfer. */
  async beginFile({ id }: OpenEndpoint, path: string, how: SendHow): Promise<string> {
    const [transfer] = await this.engine.sendFiles(id, { files: [{ path }], ...how });
    return transfer?.id ?? '';
  }

  /**
   * Checks that the failure was logged and recorded, that the other conversation continues, and that nothing is left
   * open.
   */
  async check(place: CallbackPlace, leaves: CallbackScenario['leaves']): Promise<void> {
    await this.thrown(place);
    const record = this.#logged.find(({ code, facts }) => code === 'callbackFailed' && facts.place === place);
    assert.equal(record?.error?.message, `thrown at ${place}`);
    assert.match(record.error.stack ?? '', /Error: thrown at .*\n +at /);
    if (leaves !== 'nothing') await this.#left(leaves);
    await this.#survives();
    this.bare.close();
    for (const id of this.#ids) await this.engine.remove(id);
    assert.deepEqual(await openBelow(this.folder), []);
    for (const id of this.#ids) assert.deepEqual(await openBelow(join(this.endpoints.directory, id)), []);
    assert.equal(await openSockets(), this.#sockets, 'sockets are still open');
  }

  async end(): Promise<void> {
    mock.restoreAll();
    onEntering(undefined);
    this.#stopLog();
    this.bare.close();
    this.#survivors.close();
    await this.endpoints.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #left(code: Left): Promise<void> {
    const isLeft = (event: TranscriptEvent | undefined) =>
      event?.code === code && /INTERNAL_ERROR|thrown at/.test(JSON.stringify(event));
    const problems = ({ id }: Victim) => this.endpoints.rows(id, { kinds: ['problem'] });
    const looking = this.#victims.map(victim =>
      seen(victim, async () => (await problems(victim)).find(({ event }) => isLeft(event))),
    );
    await Promise.any(looking);
  }

  /**
   * Resolves when an echo has been written to disk in a separate write: from then on, the other conversation runs no callbacks by itself.
   */
  async #writes(): Promise<void> {
    let isAnswered = false;
    let isBegun = false;
    const isAlone = new Promise<boolean>(resolve =>
      onEntering((place, when) => {
        if (place === 'streamTransport.data') isAnswered = true;
        if (place !== 'logWriter.write') return;
        if (when === 'begin') isBegun = isAnswered;
        else if (isAnswered) resolve(isBegun);
      }),
    );
    await this.#survives();
    if (!(await isAlone)) await this.#writes();
  }

  /** Resolves when the other conversation has echoed. */
  async #survives(): Promise<void> {
    assert.ok(this.#survivor);
    this.#survivor.write('still there');
    const [echo] = await once(this.#survivor, 'data');
    assert.equal(String(echo), 'still there');
  }
}
