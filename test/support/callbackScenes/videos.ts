/** Makes each callback that moves video run. */
import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoSource } from '../../../src/core/video/video.ts';
import { firstPictureMs } from '../../../src/engine/video/sources/firstPicture.ts';
import type { CallbackScenario, CallbackScenarios, CallbackScene } from '../callbackScene.ts';
import { hastenTimer } from '../hastenTimer.ts';
import { root } from '../paths.ts';
import { sparseFile } from '../sparseFile.ts';
import { pattern } from '../videoTests.ts';
import { withWorkers } from './withWorkers.ts';

interface Sent {
  readonly server: string;
  readonly video: string;
}

async function sendVideo(scene: CallbackScene, source: VideoSource = pattern.source): Promise<Sent> {
  const { server, socket } = await scene.serverAndSocket();
  socket.resume();
  const { id } = await scene.engine.startVideo(server.id, { ...pattern, source });
  return { server: server.id, video: id };
}

async function runningVideo(scene: CallbackScene): Promise<Sent> {
  const sent = await sendVideo(scene);
  await scene.endpoints.videoSeen(sent.server, ({ state }) => state === 'running');
  return sent;
}

const ended = (scene: CallbackScene, { server }: Sent) =>
  scene.endpoints.videoSeen(server, ({ state, failure }) => state === 'ended' && failure !== undefined);

const sendImage = (scene: CallbackScene) => sendVideo(scene, { kind: 'image', path: join(root, 'media/icon.png') });

async function sendUnreadable(scene: CallbackScene): Promise<void> {
  await ended(scene, await sendImage(scene));
}

async function push(scene: CallbackScene): Promise<void> {
  const { video } = await sendVideo(scene, { kind: 'pushed' });
  const picture = { width: 1, height: 1, format: 'RGBA', bytes: new Uint8Array(4) } as const;
  await Promise.race([scene.engine.pushPicture(video, picture), scene.thrown('pushedSource.beat')]);
}

async function mute(scene: CallbackScene): Promise<void> {
  const { video } = await runningVideo(scene);
  await scene.engine.muteVideo(video, true);
}

async function writePng(scene: CallbackScene): Promise<void> {
  const { video } = await runningVideo(scene);
  await assert.rejects(scene.engine.snapshotPicture(video), { code: 'INTERNAL_ERROR' });
}

/** A video from a program that replaces ffmpeg and does this. */
function program(script: string): CallbackScenario {
  return {
    leaves: 'sendFailed',
    async run(scene) {
      await writeFile(scene.at('ffmpeg'), `#!/bin/sh\n${script}\n`);
      await chmod(scene.at('ffmpeg'), 0o755);
      await sendVideo(scene, { kind: 'ffmpeg', program: scene.at('ffmpeg'), input: ['-i', 'x'] });
    },
  };
}

export const videoScenes = {
  'pictureClock.tick': { leaves: 'sendFailed', run: sendVideo },
  'imageSource.read': { leaves: 'sendFailed', run: sendImage },
  'imageSource.failed': {
    leaves: 'sendFailed',
    run: scene => sendVideo(scene, { kind: 'image', path: scene.at('missing.png') }),
  },
  'pushedSource.beat': { leaves: 'sendFailed', run: push },
  'videoFigures.quiet': { leaves: 'sendFailed', run: push },
  'videoSender.release': { leaves: 'peerFailed', run: mute },
  'videoSender.failed': {
    leaves: 'peerFailed',
    async run(scene) {
      const { client } = await scene.clientAndSocket();
      const path = await sparseFile(scene.at('file'), 64 * 1024 * 1024);
      const file = await scene.beginFile(client, path, { mode: 'raw' });
      // It waits for the file.
      const { id } = await scene.engine.startVideo(client.id, pattern);
      await scene.engine.muteVideo(id, true);
      await scene.engine.transferEnded(file);
    },
  },
  'png.data': { leaves: 'nothing', run: writePng },
  'png.end': { leaves: 'nothing', run: writePng },
  'pictureThread.message': { leaves: 'nothing', run: sendUnreadable },
  'pictureThread.error': {
    leaves: 'nothing',
    run: scene =>
      withWorkers(
        worker => worker.emit('error', new Error('failing')),
        () => sendUnreadable(scene),
      ),
  },
  'pictureThread.exit': {
    leaves: 'nothing',
    run: scene =>
      withWorkers(
        worker => worker.terminate(),
        () => sendUnreadable(scene),
      ),
  },
  'pictureThread.terminate': {
    leaves: 'nothing',
    when: 'end',
    async run(scene) {
      scene.alsoThrowAt('pictureThread.terminate', 'pictureThread.message');
      await sendUnreadable(scene);
    },
  },
  ...(process.platform !== 'win32' && {
    'ffmpegSource.output': program('exec cat /dev/zero'),
    'ffmpegSource.pace': program('exec cat /dev/zero'),
    'ffmpegSource.said': program('echo failing >&2; exec sleep 60'),
    'ffmpegSource.goOn': program('echo failing >&2; exec sleep 60'),
    'ffmpegSource.exit': program('exit 0'),
    // Keeps its output open until the scene is over.
    'ffmpegSource.held': program('while [ -e "$0" ]; do sleep 0.1; done & exit 0'),
    'ffmpegSource.close': program('exit 0'),
    'firstPicture.late': {
      leaves: 'sendFailed',
      run(scene) {
        hastenTimer(firstPictureMs);
        return program('exec sleep 60').run(scene);
      },
    },
    'ffmpegSource.error': {
      leaves: 'sendFailed',
      run: scene => sendVideo(scene, { kind: 'ffmpeg', program: scene.at('missing'), input: [] }),
    },
  }),
} satisfies CallbackScenarios;
