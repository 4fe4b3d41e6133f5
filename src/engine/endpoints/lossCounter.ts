/** Counts datagrams that the system dropped because they weren't read fast enough. Linux only, from /proc/net/udp. */
import { readFile } from 'node:fs/promises';
import { type Owner, owned } from '../owned.ts';

/** Column of the local address, as hex, in /proc/net/udp; the last one has the drops (Linux's net/ipv4/udp.c). */
const localColumn = 1;
const everyMs = 1000;

/** Returns the drops of all sockets bound to a port since they were opened; undefined if the system doesn't report them. */
async function droppedDatagrams(port: number): Promise<number | undefined> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(
    ['udp', 'udp6'].map(name => readFile(`/proc/net/${name}`, 'latin1').catch(() => undefined /* not Linux */)),
  );
  if (tables.every(table => table === undefined)) return undefined;
  let dropped = 0;
  for (const line of tables.flatMap(table => table?.split('\n') ?? [])) {
    const columns = line.trim().split(/\s+/);
    if (columns[localColumn]?.endsWith(suffix)) dropped += Number(columns.at(-1)) || 0;
  }
  return dropped;
}

/** Checks every `everyMs` while datagrams arrive, and once after the last one. */
export class LossCounter {
  readonly #port: number;
  readonly #onLoss: (datagrams: number) => void;
  readonly #owner: Owner;
  #known = 0;
  #timer: NodeJS.Timeout | undefined;
  #hasReceived = false;
  #closed = false;

  constructor(port: number, onLoss: (datagrams: number) => void, owner: Owner) {
    this.#port = port;
    this.#onLoss = onLoss;
    this.#owner = owner;
  }

  /** Called for each datagram that arrives. */
  received(): void {
    this.#hasReceived = true;
    this.#timer ??= setTimeout(
      owned(this.#owner, 'lossCounter.look', () => this.#check()),
      everyMs,
    );
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #check(): Promise<void> {
    this.#hasReceived = false;
    const dropped = (await droppedDatagrams(this.#port)) ?? 0;
    if (this.#closed) return;
    if (dropped > this.#known) this.#onLoss(dropped - this.#known);
    this.#known = Math.max(this.#known, dropped);
    this.#timer = undefined;
    if (this.#hasReceived) this.received();
  }
}
