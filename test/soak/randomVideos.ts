/** Shows, sends, mutes and stops video at random, even on peers that send none. */
import type { VideoOptions, VideoWire } from '../../src/core/video/video.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Dice } from './dice.ts';
import { rethrowUnlessRefusal } from './refusals.ts';

const wires: readonly (VideoWire | undefined)[] = [
  undefined,
  { format: 'length-prefixed', endian: 'little' },
  { format: 'length-prefixed', endian: 'big' },
  { format: 'multipart' },
];
const sources: readonly VideoOptions['source'][] = [
  { kind: 'test-pattern' },
  { kind: 'pushed' },
  { kind: 'ffmpeg', program: 'cat', input: [] },
  { kind: 'image', path: '/nowhere' },
];
const maxRunning = 5;

/** Calls on the videos of one endpoint. */
export function randomVideoCalls(engine: Engine, id: string, peer: string, dice: Dice): (() => Promise<unknown>)[] {
  const some = async () => dice.pick(await engine.videos(id))?.id ?? 'none';
  const pushed = { width: 2, height: 2, format: 'RGBA', bytes: new Uint8Array(16) } as const;
  return [
    async () => engine.showVideo(id, peer, dice.pick(wires)),
    async () => {
      const running = (await engine.videos(id)).filter(({ state }) => state !== 'ended');
      if (running.length < maxRunning) await engine.startVideo(id, options(dice), dice.oneIn(2) ? { peer } : 'all');
    },
    async () => engine.stopVideo(await some()),
    async () => engine.muteVideo(await some(), dice.oneIn(2)),
    async () => engine.snapshotPicture(await some()),
    async () => {
      // Not awaited: either may wait until the video ends. An error that isn't a refusal ends the process.
      engine.videoPicture(await some(), dice.number(50)).catch(rethrowUnlessRefusal);
      engine.pushPicture(await some(), pushed).catch(rethrowUnlessRefusal);
    },
  ];
}

function options(dice: Dice): VideoOptions {
  return {
    source: dice.pick(sources) ?? { kind: 'test-pattern' },
    label: 'soak',
    codec: dice.oneIn(3) ? 'jpeg' : 'pickle',
    width: 64 + dice.number(200),
    height: 48 + dice.number(200),
    fps: 1 + dice.number(60),
    toNewPeers: dice.oneIn(4),
  };
}
