/**
 * A server or client of the engine whose conversations with bare sockets are compared, while it is cleared, reframed,
 * closed and reopened.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { EndpointConfig, Framing } from '../../src/core/endpointConfig.ts';
import { framings } from './randomCalls.ts';
import { rethrowUnlessRefusal } from './refusals.ts';
import { SoakConversation, type Surroundings } from './soakConversation.ts';
import { inTime } from './watchdog.ts';

const maxConversations = 3;
const maxPeers = 1000;

export interface ComparedOptions {
  readonly id: string;
  readonly kind: 'tcp-server' | 'tcp-client';
  /** Path of a Unix socket; TCP if absent. */
  readonly path?: string;
  readonly framing: Framing;
  readonly echoes: boolean;
}

export class ComparedEndpoint {
  readonly #around: Surroundings;
  readonly #options: ComparedOptions;
  #framing: Framing;
  /** The server that a client connects to. */
  #bareServer: Server | undefined;
  #conversations: SoakConversation[] = [];
  #acting: Promise<void> | undefined;
  readonly #ending = new Set<Promise<void>>();
  readonly #known = new Set<string>();
  readonly #problems: unknown[] = [];
  readonly #failed = (error: unknown): void => {
    this.#problems.push(error);
  };
  readonly done = { conversations: 0, messages: 0, taken: 0, files: 0, reframed: 0, reopened: 0, cleared: 0 };

  constructor(around: Surroundings, options: ComparedOptions) {
    this.#around = around;
    this.#options = options;
    this.#framing = options.framing;
  }

  get id(): string {
    return this.#options.id;
  }

  async open(): Promise<void> {
    const { id, kind, path, framing, echoes } = this.#options;
    if (kind === 'tcp-client') {
      this.#bareServer = createServer({ allowHalfOpen: true, pauseOnConnect: true });
      this.#bareServer.listen(path ?? { port: 0, host: '127.0.0.1' });
      await once(this.#bareServer, 'listening');
    }
    const bound = this.#bareServer?.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const address = path === undefined ? `127.0.0.1:${port}` : `unix:${path}`;
    const config: EndpointConfig = { kind, address, framing, reply: echoes ? 'echo' : 'none' };
    if (kind === 'tcp-server') await this.#around.engine.open(id, config);
    else await this.#connectClient(() => this.#around.engine.open(id, config));
  }

  /** Does one thing, unless the last one is still in progress. */
  act(): void {
    this.#throwProblem();
    if (!this.#acting)
      this.#acting = this.#act()
        .catch(this.#failed)
        .finally(() => (this.#acting = undefined));
  }

  /** Ends all conversations and checks what remains. */
  async end(): Promise<void> {
    await this.#acting;
    for (const conversation of this.#conversations) this.#end(conversation);
    await this.#settled();
    await this.#checkRows();
    this.#bareServer?.close();
  }

  async #act(): Promise<void> {
    const { dice } = this.#around;
    for (const conversation of this.#conversations) if (dice.oneIn(2)) conversation.act();
    const conversation = dice.pick(this.#conversations);
    if (conversation && dice.oneIn(12)) this.#end(conversation);
    else if (this.#conversations.length < this.#mostConversations && dice.oneIn(4)) await this.#connect();
    else if (dice.oneIn(25)) await this.#reframe();
    else if (dice.oneIn(40)) await this.#clear();
    else if (dice.oneIn(60)) await this.#reopen();
  }

  get #mostConversations(): number {
    return this.#options.kind === 'tcp-server' ? maxConversations : 1;
  }

  /** Starts ending it, without waiting. */
  #end(conversation: SoakConversation): void {
    this.#conversations = this.#conversations.filter(one => one !== conversation);
    const ending = conversation
      .end()
      .then(() => this.#count(conversation), this.#failed)
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#ending);
    this.#throwProblem();
  }

  #throwProblem(): void {
    if (this.#problems.length > 0) throw this.#problems[0];
  }

  #count({ done }: SoakConversation): void {
    this.done.conversations++;
    this.done.messages += done.messages;
    this.done.taken += done.taken;
    this.done.files += done.files;
  }

  async #connect(): Promise<void> {
    const { engine } = this.#around;
    const { id, kind, path } = this.#options;
    if (kind === 'tcp-client') {
      // One connection at a time.
      await this.#settled();
      await this.#connectClient(() => engine.reopen(id));
      return;
    }
    const { address } = await engine.rename(id, id);
    const to = path === undefined ? { port: Number(address.split(':').at(-1)), host: '127.0.0.1' } : { path };
    await this.#begin(connect({ ...to, allowHalfOpen: true }), socket => once(socket, 'connect'));
  }

  async #connectClient(connects: () => Promise<unknown>): Promise<void> {
    const server = this.#bareServer ?? assert.fail();
    const [[socket]] = await inTime('a client connects', Promise.all([once(server, 'connection'), connects()]));
    await this.#begin(socket, async () => undefined);
  }

  async #begin(socket: Socket, connected: (socket: Socket) => Promise<unknown>): Promise<void> {
    const { id, echoes } = this.#options;
    // Nothing is sent before the engine's peer is known.
    socket.on('error', () => undefined);
    await inTime(`${id} is connected`, connected(socket));
    const peer = await this.#newPeer();
    const options = { endpoint: id, peer, framing: this.#framing, echoes };
    const since = (await this.#around.engine.snapshots()).find(one => one.id === id)?.entries ?? 0;
    const conversation = new SoakConversation(this.#around, socket, options, since);
    this.#conversations.push(conversation);
  }

  /** Resolves with the peer that has just connected. */
  async #newPeer(): Promise<string> {
    const { engine, changes } = this.#around;
    const { id } = this.#options;
    const peer = await inTime(
      `${id} lists a new peer`,
      (async () => {
        for (;;) {
          const change = once(changes, 'changed');
          const fresh = (await engine.peers(id, 0, maxPeers)).find(one => !this.#known.has(one.id));
          if (fresh) return fresh.id;
          await change;
        }
      })(),
    );
    this.#known.add(peer);
    return peer;
  }

  /** Changes the framing while nothing is in transit: everything received before belongs to the old one. */
  async #reframe(): Promise<void> {
    const { engine, dice } = this.#around;
    await this.#settled();
    const next = dice.pick(framings);
    const open = this.#conversations.filter(({ isGone }) => !isGone);
    for (const conversation of open) await conversation.compareSoFar();
    await engine.changeFraming(this.#options.id, next);
    this.#framing = next;
    for (const conversation of open) await conversation.beginAnew(next);
    this.done.reframed++;
  }

  async #clear(): Promise<void> {
    const { engine, dice } = this.#around;
    const { id } = this.#options;
    await this.#settled();
    await engine.clearTranscript(id, true);
    // If there was nothing to clear, there is nothing to undo.
    const calls = [() => engine.undoClear(id), () => engine.forgetClear(id, Date.now()), async () => undefined];
    await dice.pick(calls)?.().catch(rethrowUnlessRefusal);
    this.done.cleared++;
  }

  /** Closes it with all its conversations, and reopens it. */
  async #reopen(): Promise<void> {
    const { engine } = this.#around;
    const { id, kind } = this.#options;
    await this.#settled();
    const open = this.#conversations.splice(0);
    for (const conversation of open) conversation.breakOff();
    await engine.close(id);
    for (const conversation of open) {
      await conversation.closed();
      this.#count(conversation);
    }
    if (kind === 'tcp-server') await engine.reopen(id);
    this.done.reopened++;
  }

  /** Checks that the rows are numbered without gaps, and that time never runs backwards. */
  async #checkRows(): Promise<void> {
    const { engine } = this.#around;
    const { id } = this.#options;
    const { entries, firstEntry } = await engine.rename(id, id);
    let next = firstEntry;
    let time = 0;
    for (
      let rows = await engine.entries(id, next, 1000);
      rows.length > 0;
      rows = await engine.entries(id, next, 1000)
    ) {
      for (const row of rows) {
        assert.equal(row.seq, next, `${id} numbers its rows without gaps`);
        assert.ok(row.time >= time, `row ${row.seq} of ${id} is later than the one before it`);
        next = row.seq + 1;
        time = row.time;
      }
    }
    assert.equal(next, entries, `all rows of ${id} are there`);
  }
}
