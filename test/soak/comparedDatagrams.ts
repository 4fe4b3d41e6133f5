/**
 * A UDP socket of the engine and a bare one that exchange datagrams one at a time, so that none is lost, and compare
 * each.
 */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Surroundings } from './soakConversation.ts';
import { inTime } from './watchdog.ts';

const id = 'compared datagrams';
/** More than one packet on the loopback interface. */
const maxBytes = 60_000;
const usualBytes = 1400;

export class ComparedDatagrams {
  readonly #around: Surroundings;
  readonly #bare = createSocket('udp4');
  readonly #frames: { direction: 'in' | 'out'; bytes: Uint8Array }[] = [];
  #isFirst = true;
  done = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  async open(): Promise<void> {
    this.#bare.bind(0, '127.0.0.1');
    await once(this.#bare, 'listening');
    const { engine } = this.#around;
    const { port } = this.#bare.address();
    const config = { kind: 'udp', address: '127.0.0.1:0', remote: `127.0.0.1:${port}`, reply: 'echo' } as const;
    const { address } = await engine.open(id, config);
    this.#bare.connect(Number(address.split(':').at(-1)), '127.0.0.1');
    await once(this.#bare, 'connect');
  }

  /** Sends one datagram in either direction, and waits for it or for the echo. */
  async act(): Promise<void> {
    const { engine, dice } = this.#around;
    const bytes = dice.bytes(dice.number(dice.oneIn(20) ? maxBytes : usualBytes));
    const arrival = once(this.#bare, 'message');
    // The bare socket doesn't reply to the engine's datagrams.
    const isOurs = !this.#isFirst && dice.oneIn(3);
    this.#isFirst = false;
    if (isOurs) await engine.send(id, bytes);
    else this.#bare.send(bytes);
    const [arrived] = await inTime('a datagram arrives', arrival);
    assert.ok(Buffer.compare(arrived, bytes) === 0, `a datagram of ${bytes.length} bytes arrives as it was sent`);
    if (!isOurs) this.#frames.push({ direction: 'in', bytes });
    this.#frames.push({ direction: 'out', bytes });
    this.done++;
  }

  /** Compares the datagrams that are still in the transcript. */
  async end(): Promise<void> {
    const { engine } = this.#around;
    const { entries, firstEntry } = await engine.rename(id, id);
    const rows: { direction: string; seq: number; length?: number }[] = [];
    for (let from = firstEntry; from < entries; from += 1000) rows.push(...(await engine.entries(id, from, 1000)));
    const frames = rows.filter(({ direction }) => direction !== 'event');
    const expected = this.#frames.slice(this.#frames.length - frames.length);
    if (firstEntry === 0) assert.equal(frames.length, this.#frames.length, 'every datagram is recorded');
    for (const [at, { direction, seq, length = 0 }] of frames.entries()) {
      assert.equal(direction, expected[at]?.direction);
      const bytes = await engine.entryBytes(id, seq, 0, length);
      assert.ok(Buffer.compare(bytes, expected[at]?.bytes ?? new Uint8Array()) === 0, `datagram ${at} is recorded`);
    }
    this.#bare.close();
  }
}
