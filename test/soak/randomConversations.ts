/** Conversations over TCP, Unix sockets and UDP, in every framing, with every byte compared. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ComparedDatagrams } from './comparedDatagrams.ts';
import { ComparedEndpoint } from './comparedEndpoint.ts';
import { framings } from './randomCalls.ts';
import type { Surroundings } from './soakConversation.ts';

/** Files to send: empty, small, and more than a socket takes at once. */
const fileSizes = [0, 1000, 3_000_000];
const blockBytes = 10_000;
/** Windows has no Unix sockets that Node can open. */
const hasUnixSockets = process.platform !== 'win32';

export class RandomConversations {
  readonly #around: Surroundings;
  readonly #endpoints: ComparedEndpoint[] = [];
  readonly #datagrams: ComparedDatagrams;

  private constructor(around: Surroundings) {
    this.#around = around;
    this.#datagrams = new ComparedDatagrams(around);
  }

  static async open(around: Omit<Surroundings, 'files'>, folder: string): Promise<RandomConversations> {
    const directory = join(folder, 'conversations');
    await mkdir(directory, { recursive: true });
    const files = fileSizes.map(size => {
      const block = around.dice.bytes(Math.min(size, blockBytes));
      const bytes = Buffer.concat(Array.from({ length: Math.ceil(size / blockBytes) }, () => block));
      return { path: join(directory, `${size}.bin`), bytes };
    });
    for (const { path, bytes } of files) await writeFile(path, bytes);
    const conversations = new RandomConversations({ ...around, files });
    await conversations.#open(directory);
    return conversations;
  }

  /** Endpoints whose traffic is compared. */
  get ids(): string[] {
    return this.#endpoints.map(({ id }) => id);
  }

  get done() {
    const all = this.#endpoints.map(({ done }) => done);
    const sum = (name: keyof ComparedEndpoint['done']) => all.reduce((total, done) => total + done[name], 0);
    return {
      conversations: sum('conversations'),
      messages: sum('messages'),
      taken: sum('taken'),
      files: sum('files'),
      reframed: sum('reframed'),
      reopened: sum('reopened'),
      cleared: sum('cleared'),
      datagrams: this.#datagrams.done,
    };
  }

  /** Does one thing. */
  async act(): Promise<void> {
    const { dice } = this.#around;
    if (dice.oneIn(8)) await this.#datagrams.act();
    else dice.pick(this.#endpoints)?.act();
  }

  /** Ends all conversations and compares what remains. */
  async end(): Promise<void> {
    await Promise.all(this.#endpoints.map(endpoint => endpoint.end()));
    await this.#datagrams.end();
  }

  async #open(directory: string): Promise<void> {
    await this.#datagrams.open();
    for (const kind of ['tcp-server', 'tcp-client'] as const) {
      for (const [at, framing] of framings.entries()) {
        const isUnix = hasUnixSockets && at % 2 === (kind === 'tcp-server' ? 0 : 1);
        const id = `compared ${isUnix ? 'unix' : 'tcp'} ${kind} ${at}`;
        const path = isUnix ? { path: join(directory, `${kind}-${at}.sock`) } : {};
        const endpoint = new ComparedEndpoint(this.#around, { id, kind, framing, echoes: at % 3 !== 0, ...path });
        await endpoint.open();
        this.#endpoints.push(endpoint);
      }
    }
  }
}
