import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { ConfigInUse } from '../../../../src/engine/endpoints/configInUse.ts';
import type { EndpointSockets } from '../../../../src/engine/endpoints/endpointContext.ts';
import { EndpointLife, type LivingEndpoint } from '../../../../src/engine/endpoints/endpointLife.ts';
import { countCompiled } from '../../../support/compiling.ts';
import { randomFrom } from '../../../support/randomFrom.ts';
import { shortTurns } from '../../../support/shortTurns.ts';

const runs = 10_000;
const acts = 30;
const config: EndpointConfig = { kind: 'tcp-server', address: ':0' };
const rules = (word: string) =>
  Array.from({ length: 40 }, (_, at) => ({ when: { regex: `${word} ${at}` }, send: 'x' }));

/** Sockets that open, fail and close at random. */
class ChanceSockets implements EndpointSockets {
  readonly address = 'tcp://127.0.0.1:1';
  readonly #life: ChanceLife;
  isOpen = false;

  constructor(life: ChanceLife) {
    this.#life = life;
  }

  async open(signal: AbortSignal): Promise<void> {
    await this.#life.later();
    if (signal.aborted) throw new SocketError('CANCELLED');
    if (this.#life.random(4) === 0) throw SocketError.system('ECONNREFUSED', { operation: 'connect', address: ':1' });
    this.isOpen = true;
    this.#life.mostOpen = Math.max(this.#life.mostOpen, this.#life.open.length);
    if (this.#life.random(4) === 0) this.#life.life.changed('reconnecting', undefined);
    // It may be canceled, or fail, after it has opened, and may not notice.
    await this.#life.later();
    if (!signal.aborted || this.#life.random(2) === 0) return;
    this.isOpen = false;
    throw new SocketError('CANCELLED');
  }

  async targets(): Promise<never[]> {
    return [];
  }

  async close(): Promise<void> {
    await this.#life.later();
    this.isOpen = false;
  }
}

/** Opens, closes, fails and suspends one endpoint at random moments. */
class ChanceLife {
  readonly random: (below: number) => number;
  readonly #waiting: (() => void)[] = [];
  readonly #sockets: ChanceSockets[] = [];
  #pending = 0;
  mostOpen = 0;
  readonly events: string[] = [];
  readonly life: EndpointLife;

  constructor(seed: number) {
    this.random = randomFrom(seed);
    const transcript = { event: ({ code }: { code: string }) => void this.events.push(code), isResting: true };
    const nothing = { stop: async () => undefined };
    this.life = new EndpointLife({
      inUse: new ConfigInUse(config),
      transcript,
      transfers: nothing,
      videos: { stop: () => undefined },
      newSockets: () => {
        const sockets = new ChanceSockets(this);
        this.#sockets.push(sockets);
        return sockets;
      },
      portHolder: async () => undefined,
      changed: () => undefined,
    } as unknown as LivingEndpoint);
  }

  get open(): ChanceSockets[] {
    return this.#sockets.filter(({ isOpen }) => isOpen);
  }

  later(): Promise<void> {
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  async run(): Promise<string[]> {
    for (let act = 0; act < acts; act++) {
      this.#act();
      await settle();
    }
    this.#wait(this.life.close());
    for (let round = 0; round < 1000 && (this.#pending > 0 || this.#waiting.length > 0); round++) {
      this.#runOne();
      await settle();
    }
    const { state } = this.life;
    return Object.entries({
      'two were open at once': this.mostOpen <= 1,
      'sockets were left open': this.open.length === 0,
      'a call has not settled': this.#pending === 0,
      [`it is ${state} at the end`]: state === 'closed' || state === 'failed',
      'it has sockets at the end': this.life.sockets === undefined,
    }).flatMap(([problem, isFine]) => (isFine ? [] : problem));
  }

  #act(): void {
    const { life } = this;
    // Calls often get further before the next one.
    const runOne = () => this.#runOne();
    const calls = [
      ...[runOne, runOne, runOne, runOne, runOne],
      () => this.#wait(life.reopen(config)),
      () => this.#wait(life.close()),
      () => this.#wait(life.suspend()),
      () => life.failed(new SocketError('INTERNAL_ERROR', { detail: 'chance' })),
      () => life.state === 'reconnecting' && life.changed('open', undefined),
      () => life.restore(undefined),
    ];
    calls[this.random(calls.length)]?.();
  }

  #runOne(): void {
    this.#waiting.splice(this.random(Math.max(this.#waiting.length, 1)), 1)[0]?.();
  }

  #wait(promise: Promise<unknown>): void {
    this.#pending++;
    const settled = () => void this.#pending--;
    promise.then(settled, settled);
  }
}

/** Lets promises settle that wait for nothing else. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await undefined;
}

/** Sockets whose first `close` takes until the test resumes it. Later ones find nothing left to close. */
class SlowSockets implements EndpointSockets {
  readonly address = 'somewhere:1';
  readonly #closed = Promise.withResolvers<void>();
  closings = 0;

  open(): Promise<void> {
    return Promise.resolve();
  }

  targets(): Promise<[]> {
    return Promise.resolve([]);
  }

  async close(): Promise<void> {
    if (this.closings++ === 0) await this.#closed.promise;
  }

  finish(): void {
    this.#closed.resolve();
  }
}

describe('the life of an endpoint', () => {
  let made: SlowSockets[];
  let events: string[];
  let life: EndpointLife;

  afterEach(() => mock.restoreAll());
  beforeEach(async () => {
    made = [];
    events = [];
    const nothing = { stop: () => undefined };
    const endpoint = {
      inUse: new ConfigInUse(config),
      transcript: { event: ({ code }: { code: string }) => events.push(code) },
      transfers: nothing,
      videos: nothing,
      newSockets: () => {
        const sockets = new SlowSockets();
        made.push(sockets);
        return sockets;
      },
      portHolder: () => Promise.resolve(undefined),
      changed: () => undefined,
    } as unknown as LivingEndpoint;
    life = new EndpointLife(endpoint);
    await life.reopen(config);
  });

  it('compiles its patterns over several turns', async () => {
    shortTurns(4);
    const compiled = countCompiled();
    const reopened = life.reopen({ ...config, reply: rules('word') });
    made[0]?.finish();
    await reopened;
    assert.equal(life.state, 'open');
    assert.deepEqual(compiled, { all: 40, most: 4 });
  });

  it('compiles the patterns of a config that replaces the one to open with in several turns, too', async () => {
    shortTurns(4);
    const compiled = countCompiled();
    const reopened = life.reopen({ ...config, reply: rules('word') });
    made[0]?.finish();
    // The first ones are compiled before it is replaced.
    await new Promise(setImmediate);
    life.configToOpen = { ...config, reply: rules('other') };
    await reopened;
    assert.equal(life.state, 'open');
    assert.ok(compiled.all > 40 && compiled.all < 80);
    assert.equal(compiled.most, 4);
  });

  it('ends once, however many callers close it at once', async () => {
    const closed = Promise.all([life.close(), life.close()]);
    made[0]?.finish();
    await closed;
    assert.deepEqual([life.state, events, made[0]?.closings], ['closed', ['closed'], 1]);
  });

  it('opens again only after the previous sockets have closed, and isn’t ended by that', async () => {
    const closed = life.close();
    const reopened = life.reopen(config);
    // Resumes everything that waits for nothing else.
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(made.length, 1);
    made[0]?.finish();
    await Promise.all([closed, reopened]);
    assert.deepEqual([life.state, events, made.length], ['open', ['closed'], 2]);
    assert.equal(life.sockets, made[1]);
  });

  it('closes once what a failure left open, and stays failed', async () => {
    life.failed(new SocketError('INTERNAL_ERROR', { detail: '' }));
    const closed = life.close();
    made[0]?.finish();
    await closed;
    assert.deepEqual([life.state, events, made[0]?.closings], ['failed', ['failed'], 1]);
  });
});

describe('an endpoint’s life with random events', () => {
  const { stackTraceLimit } = Error;

  // Capturing the stacks of its errors, which are never read, would take much of the time.
  before(() => {
    Error.stackTraceLimit = 0;
  });
  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it('has at most one set of open sockets, and none at the end, in ten thousand interleavings', async () => {
    for (let seed = 1; seed <= runs; seed++) {
      const one = new ChanceLife(seed);
      const problems = await one.run();
      if (problems.length > 0) assert.fail(`seed ${seed}: ${problems.join('; ')}: ${one.events.join(', ')}`);
    }
  });
});
