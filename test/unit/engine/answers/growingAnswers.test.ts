import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { EndpointConfig, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { GrowingAnswers, growsForever, KnownAnswers } from '../../../../src/engine/answers/growingAnswers.ts';
import { EndpointTests } from '../../../support/endpointTests.ts';
import { eventCodes, framesOf, type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';
import { paramsOf } from '../../../support/paramsOf.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const any = (send: string): ReplyRule[] => [{ when: { regex: '' }, send }];

/** Counts the messages of the other side that are answered before a reply is held back. */
function answered(messages: (answer: string, round: number) => string, answer: (message: string) => string): number {
  const growing = new GrowingAnswers(new KnownAnswers());
  let message = messages('hello', 0);
  for (let round = 0; round < 1000; round++) {
    const text = answer(message);
    const chain = growing.continued(bytes(message), text.length, { endpoint: 'e', rule: 0 });
    if (growsForever(chain)) return round;
    growing.sent(bytes(text), chain);
    message = messages(text, round + 1);
  }
  return Number.POSITIVE_INFINITY;
}

describe('the guard against endlessly growing answers', () => {
  const endless = Number.POSITIVE_INFINITY;

  it('stops rules that add to what they got, at one end or in the middle, on either or both sides', () => {
    assert.equal(
      answered(
        text => text,
        message => `<${message}>`,
      ),
      8,
    );
    assert.equal(
      answered(
        text => `${text}!`,
        message => `${message}?`,
      ),
      8,
    );
    assert.equal(
      answered(
        text => `${text}${text}`,
        message => `${message}${message}`,
      ),
      8,
    );
  });

  it('looks for a reply in the first MiB of a message, however long that is', () => {
    const growing = new GrowingAnswers(new KnownAnswers());
    const chain = { growths: 5, longest: 9, rules: [] };
    growing.sent(bytes('x'.repeat(100)), chain);
    const growths = (before: number) => {
      const message = Buffer.alloc(before + 200, '.').fill('x', before, before + 100);
      return growing.continued(message, 10, { endpoint: 'e', rule: 0 }).growths;
    };
    const mebibyte = 1024 * 1024;
    assert.deepEqual([0, 5, mebibyte].map(growths), [6, 6, 6]);
    assert.deepEqual([mebibyte + 1, 4 * mebibyte].map(growths), [0, 0]);
  });

  it('allows answers that grow only with the other side’s messages', () => {
    assert.equal(
      answered(
        (_, round) => `${round} ${'x'.repeat(round)}`,
        message => `you said: ${message}`,
      ),
      endless,
    );
    assert.equal(
      answered(
        (_, round) => `line ${round}`,
        message => `${message} ok`,
      ),
      endless,
    );
  });

  it('allows a conversation whose messages quote answers of constant length', () => {
    assert.equal(
      answered(
        text => `OK ${text}`.slice(0, 20),
        message => `${message} NEXT`.slice(0, 20),
      ),
      endless,
    );
  });

  it('forgets a chain that another message breaks', () => {
    assert.equal(
      answered(
        (text, round) => (round % 8 === 7 ? `round ${round}` : text),
        message => `<${message}>`,
      ),
      endless,
    );
  });
});

describe('remembered answers', () => {
  const chain = (growths: number) => ({ growths, longest: 1, rules: [] });
  const rule = { endpoint: 'e', rule: 0 };
  /** Length of the chain that an answer to this message continues. */
  const growths = (growing: GrowingAnswers, message: string) =>
    growing.continued(bytes(message), 1_000_000, rule).growths;

  let growing: GrowingAnswers;

  beforeEach(() => {
    growing = new GrowingAnswers(new KnownAnswers());
  });

  it('are the latest of a window: a repeated one counts as new', () => {
    const known = new KnownAnswers();
    for (let at = 0; at < 4096; at++) known.add(bytes(`${at}`), chain(at));
    known.add(bytes('0'), chain(5));
    known.add(bytes('new'), chain(6));
    assert.equal(known.find(bytes('0'))?.growths, 5);
    assert.equal(known.find(bytes('1')), undefined);
    assert.equal(known.find(bytes('2'))?.growths, 2);
    assert.equal(known.find(bytes('new'))?.growths, 6);
  });

  it('are distinguished by their length and their first 64 KiB', () => {
    const known = new KnownAnswers();
    const long = Buffer.alloc(65 * 1024);
    known.add(long, chain(3));
    const like = (at: number) => Buffer.from(long).fill(1, at, at + 1);
    assert.equal(known.find(like(64 * 1024))?.growths, 3);
    assert.equal(known.find(like(64 * 1024 - 1)), undefined);
    assert.equal(known.find(long.subarray(1)), undefined);
  });

  it('are the last eight to a peer if a message only contains them', () => {
    growing.sent(bytes('an answer'), chain(5));
    for (let more = 0; more < 7; more++) growing.sent(bytes(`more ${more}`), chain(1));
    assert.equal(growths(growing, '<an answer>'), 6);
    growing.sent(bytes('more'), chain(1));
    assert.equal(growths(growing, '<an answer>'), 1);
  });

  it('include only those that continue a chain and have bytes', () => {
    growing.sent(bytes('an answer'), chain(5));
    for (let more = 0; more < 8; more++) growing.sent(bytes(`more ${more}`), chain(0));
    growing.sent(bytes(''), chain(7));
    assert.equal(growths(growing, '<an answer>'), 6);
    assert.equal(growths(growing, 'something else'), 1);
  });

  it('are found after a few positions that begin alike', () => {
    const head = 'x'.repeat(64);
    growing.sent(bytes(`${head} and its end`), chain(5));
    const message = (places: number) => `${`${head} or some other end;`.repeat(places)}${head} and its end`;
    assert.equal(growths(growing, message(7)), 6);
    assert.equal(growths(growing, message(8)), 1);
  });

  it('name five of the participating rules', () => {
    let last = chain(1) as ReturnType<GrowingAnswers['continued']>;
    for (let at = 0; at < 7; at++) {
      growing.sent(bytes(`answer ${at}`), last);
      last = growing.continued(bytes(`answer ${at}`), 100 + at, { endpoint: `${at}`, rule: 0 });
    }
    assert.deepEqual(
      last.rules.map(({ endpoint }) => endpoint),
      ['0', '1', '2', '3', '4'],
    );
  });
});

describe('endlessly growing answers', () => {
  const tests = new EndpointTests();
  const relays: Socket[] = [];

  afterEach(() => {
    for (const relay of relays.splice(0)) relay.close();
  });

  const lines = (config: Partial<EndpointConfig>): EndpointConfig => ({
    kind: 'tcp-server',
    address: ':0',
    framing: { line: 'lf' },
    ...config,
  });

  const growing = (endpoint: OpenEndpoint) =>
    endpoint.entries().then(all => all.flatMap(({ event }) => (event?.code === 'growingAnswers' ? event : [])));

  /** Resolves with the first such event of any of them. */
  const firstGrowing = (endpoints: readonly OpenEndpoint[]) =>
    Promise.any(endpoints.map(endpoint => seen(endpoint, async () => (await growing(endpoint))[0])));

  /** Opens a server and a client connected to it, with these rules. */
  async function pair(server: Partial<EndpointConfig>, client: Partial<EndpointConfig>): Promise<OpenEndpoint[]> {
    const one = await tests.endpoints.open(lines({ name: 'one', ...server }));
    const address = `127.0.0.1:${portOf(one)}`;
    return [one, await tests.endpoints.open(lines({ name: 'two', ...client, kind: 'tcp-client', address }))];
  }

  for (const framing of [{ line: 'lf' }, 'none', 'slip'] as const) {
    it(`stop between two endpoints, with the names of their rules (${JSON.stringify(framing)})`, async () => {
      const [one, two] = await pair(
        { framing, reply: any('<{{message}}>') },
        { framing, reply: any('{{0}}{{message}}') },
      );
      assert.ok(one && two);
      await two.send('hello');
      const { rules, bytes: length } = await firstGrowing([one, two]);
      assert.deepEqual(rules.map(({ endpoint, rule }) => `${endpoint} ${rule}`).sort(), ['one 0', 'two 0']);
      assert.ok(length < 100_000, `noticed at ${length} bytes`);
    });
  }

  it('stop if one side removes less than the other adds', async () => {
    const cut: ReplyRule[] = [{ when: { regex: '^.(.*)' }, send: '{{1}}' }];
    const endpoints = await pair({ reply: cut }, { reply: any('ab{{message}}') });
    await endpoints[0]?.send('hello');
    await firstGrowing(endpoints);
  });

  it('start again with the next message', async () => {
    const [one, two] = await pair({ reply: any('<{{message}}>') }, { reply: 'echo' });
    assert.ok(one && two);
    for (let times = 1; times <= 2; times++) {
      await two.send(`hello ${times}`);
      await seen(one, async () => ((await growing(one)).length === times ? true : undefined));
    }
    assert.equal((await framesOf(one, 'out')).filter(text => text.startsWith('<hello 2')).length, 1);
  });

  it('are reported once if several are under way', async () => {
    const [one, two] = await pair({ reply: any('<{{message}}>') }, { reply: 'echo' });
    assert.ok(one && two);
    await Promise.all([two.send('a'), two.send('b')]);
    // Each is answered eight times.
    await seen(one, () => (one.counters.framesIn === 18 ? true : undefined));
    assert.equal((await growing(one)).length, 1);
  });

  it('stop if they are so long that each is joined in several turns', async () => {
    const [one, two] = await pair({ reply: any('<{{message}}>') }, { reply: 'echo' });
    assert.ok(one && two);
    await two.send('x'.repeat(1024 * 1024));
    const { rules } = await firstGrowing([one]);
    assert.equal(rules.length, 1);
    const { counters } = (await tests.engine.snapshots()).find(({ id }) => id === one.id) ?? assert.fail();
    assert.equal(counters.framesIn, 9);
  });

  it('stop in a circle of three endpoints', async () => {
    const endpoints: OpenEndpoint[] = [];
    for (const name of ['a', 'b', 'c']) {
      const config = { kind: 'udp', address: '127.0.0.1:0', name, reply: any(`${name}{{message}}`) } as const;
      endpoints.push(await tests.endpoints.open(config));
    }
    // Each hands an endpoint's answers to the next one.
    for (const _ of endpoints) {
      const relay = createSocket('udp4').bind(0, '127.0.0.1');
      await once(relay, 'listening');
      relays.push(relay);
    }
    for (const relay of relays) {
      relay.on('message', (message, { port }) => {
        const next = (endpoints.findIndex(endpoint => portOf(endpoint) === port) + 1) % endpoints.length;
        relays[next]?.send(message, portOf(endpoints[next] as OpenEndpoint), '127.0.0.1');
      });
    }
    await endpoints[0]?.send('hello', { address: `127.0.0.1:${relays[0]?.address().port}` });
    const { rules } = await firstGrowing(endpoints);
    assert.deepEqual(rules.map(({ endpoint }) => endpoint).sort(), ['a', 'b', 'c']);
  });

  it('don’t affect a client that sends ever longer messages', async () => {
    const endpoint = await tests.endpoints.open(lines({ reply: any('you said: {{message}}') }));
    const client = await tests.bare.connect(endpoint);
    for (let length = 1; length <= 100; length++) {
      client.write(`${'x'.repeat(length)}\n`);
      await once(client, 'data');
    }
    assert.ok(!(await eventCodes(endpoint)).includes('growingAnswers'));
    assert.equal((await framesOf(endpoint, 'out')).length, 100);
  });
});

describe('an answer above the limit of the queue', () => {
  const tests = new EndpointTests();

  it('is rejected even if nothing waits, and the next one is sent', async () => {
    const reply = [{ when: { regex: '^long' }, send: '{{message}}'.repeat(3) }, ...any('{{message}}')];
    const config = { kind: 'tcp-server', address: ':0', framing: { line: 'lf' }, maxQueuedBytes: 100, reply } as const;
    const endpoint = await tests.endpoints.open(config);
    const client = await tests.bare.connect(endpoint);
    client.write(`long${'x'.repeat(30)}\n${'y'.repeat(100)}\n`);
    const [answer] = await once(client, 'data');
    assert.equal(String(answer), `${'y'.repeat(100)}\n`);
    const failed = (await endpoint.entries()).flatMap(({ event }) => (event?.code === 'sendFailed' ? event : []));
    assert.deepEqual(
      failed.map(({ failure, origin }) => ({ code: failure.code, bytes: paramsOf(failure).bytes, origin })),
      [{ code: 'SEND_QUEUE_FULL', bytes: 102, origin: { rule: 0 } }],
    );
  });
});
