/** Random calls that users and other extensions can make. */
import { join } from 'node:path';
import type { Framing } from '../../src/core/endpointConfig.ts';
import { exportFormatNames } from '../../src/core/exportFormat.ts';
import type { Search } from '../../src/core/transcriptEntry.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Dice } from './dice.ts';
import { randomVideoCalls } from './randomVideos.ts';
import { rethrowUnlessRefusal } from './refusals.ts';

export const framings: readonly [Framing, ...Framing[]] = [
  'none',
  { line: 'any' },
  { line: 'crlf' },
  { delimiter: { hex: '00 ff' } },
  { fixed: 7 },
  'slip',
  'cobs',
  { idleMs: 5 },
  { lengthPrefix: { bytes: 1, endian: 'big' } },
  { lengthPrefix: { bytes: 4, endian: 'little', includesHeader: true } },
  { lengthPrefix: { bytes: 8, endian: 'big', offset: 2 } },
  { lengthPrefix: { digits: 10, includesHeader: true, trailer: { hex: '0d 0a' } } },
  { lengthPrefix: { digitsUntil: ':', adjust: -1, trailer: ',' } },
  { lengthPrefix: { varint: true } },
  { lengthPrefix: { bytes: 2, endian: 'big', jsonHeader: { field: 'content-length' } } },
  { lengthPrefix: { hexDigits: 6 } },
  { lengthPrefix: { bcd: 4 } },
  { start: { hex: '02' }, end: { hex: '03' } },
  { pattern: '\\x03' },
  { header: 'content-length' },
  'json',
  'resp',
  'mqtt',
];

const searches: readonly [Search, ...Search[]] = [
  { text: 'a' },
  { text: 'É', wholeWord: true },
  { regex: '(a+)+$' },
  { hex: '00 .. ff' },
];

/** An endpoint to call. */
export interface CallTarget {
  readonly id: string;
  /** The traffic is compared, so no call may send anything or change the endpoint. */
  readonly isWatched: boolean;
}

/** Makes one call. It may be refused, but only with the errors that the API documents. */
export async function callAtRandom(engine: Engine, target: CallTarget, dice: Dice, folder: string): Promise<void> {
  const calls = target.isWatched
    ? watching(engine, target.id, dice, folder)
    : [...watching(engine, target.id, dice, folder), ...(await meddling(engine, target.id, dice))];
  try {
    await dice.pick(calls)?.();
  } catch (error) {
    rethrowUnlessRefusal(error);
  }
}

/** Calls that only read. */
function watching(engine: Engine, id: string, dice: Dice, folder: string): (() => Promise<unknown>)[] {
  return [
    async () => engine.entries(id, dice.number(2000) - 1000, dice.number(20)),
    async () => engine.entryBytes(id, dice.number(1000), dice.number(10), dice.number(5000)),
    async () => engine.peers(id, dice.number(10), dice.number(100)),
    async () => {
      const kinds = dice.oneIn(2) ? { kinds: ['in', 'problem'] as const } : {};
      const { view } = await engine.openView(id, { ...kinds, search: dice.pick(searches), onlyMatches: dice.oneIn(2) });
      await engine.rows(view, dice.number(1000), dice.number(60));
      await engine.locate(view, { matchFrom: dice.number(1000) });
      await engine.closeView(view);
    },
    async () => {
      const path = join(folder, `export-${id}`);
      const call = `export ${id}`;
      const exporting = engine.exportTranscript(call, id, { format: dice.pick(exportFormatNames), path, filter: {} });
      if (dice.oneIn(3)) await engine.cancel(call);
      await exporting;
    },
  ];
}

/** Applies what can change while it is open. */
async function changeConfig(engine: Engine, id: string, dice: Dice): Promise<void> {
  const config = (await engine.snapshots()).find(one => one.id === id)?.config;
  if (!config) return;
  const reply = [{ when: { regex: dice.pick(['^a', '(a+)+$', '.']) }, send: '{{$counter}} {{message}}' }];
  await engine.applyConfig(id, {
    ...config,
    ...(config.kind !== 'udp' && dice.oneIn(2) && { framing: dice.pick(framings) }),
    reply: dice.oneIn(2) ? 'none' : reply,
    encoding: dice.oneIn(2) ? 'utf8' : 'latin1',
    lineEnding: dice.oneIn(2) ? 'none' : 'crlf',
    maxFrameBytes: 1 + dice.number(100_000),
    maxQueuedBytes: 1 + dice.number(1_000_000),
  });
}

/** Calls that the peers notice. */
async function meddling(engine: Engine, id: string, dice: Dice): Promise<(() => Promise<unknown>)[]> {
  // Mostly a peer that is there: otherwise nearly every call would be refused.
  const known = async () => (dice.oneIn(4) ? undefined : dice.pick(await engine.peers(id, 0, 50))?.id);
  const peer = async () => (await known()) ?? `p${1 + dice.number(200)}`;
  return [
    async () => engine.send(id, dice.bytes(dice.number(5000))),
    async () => engine.send(id, dice.bytes(dice.number(100)), { peer: await peer() }),
    async () => engine.end(id, dice.oneIn(5) ? undefined : await peer()),
    async () => engine.reset(id, await peer()),
    async () => engine.disconnect(id, await peer()),
    async () => engine.changeFraming(id, dice.pick(framings)),
    async () => changeConfig(engine, id, dice),
    async () => dice.oneIn(5) && (await engine.clearTranscript(id, dice.oneIn(2))),
    async () => dice.oneIn(3) && (await engine.undoClear(id)),
    async () => dice.oneIn(3) && (await engine.forgetClear(id, Date.now())),
    async () => dice.oneIn(20) && (await engine.reopen(id)),
    async () => dice.oneIn(50) && (await engine.close(id)),
    ...randomVideoCalls(engine, id, await peer(), dice),
  ];
}
