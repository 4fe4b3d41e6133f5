/** A camera session whose callbacks a test can wait for. */

import type { CameraSession } from '../../src/camera/cameraServer.ts';
import type { CameraPicture } from '../../src/core/camera/cameraPicture.ts';
import type { CameraProblem } from '../../src/core/camera/cameraProblem.ts';

export interface WatchedSession extends CameraSession {
  readonly pictures: CameraPicture[];
  /** Devices that pictures came from, in order. */
  readonly devices: string[];
  readonly endings: (CameraProblem | undefined)[];
  /** Resolves with the device from which pictures came for the time `number`, counted from 1, once that was reported. */
  device(number: number): Promise<string>;
  /** Resolves with picture number `number`, counted from 1, once it has arrived. */
  picture(number: number): Promise<CameraPicture>;
  readonly started: Promise<string>;
  readonly trouble: Promise<CameraProblem>;
  readonly ended: Promise<CameraProblem | undefined>;
}

/** Asks for raw camera pictures of 4×2 pixels unless `task` says otherwise. `onPicture` is called after the picture is recorded. */
export function watchedSession(task: Partial<CameraSession> = {}): WatchedSession {
  const pictures: CameraPicture[] = [];
  const devices: string[] = [];
  const endings: (CameraProblem | undefined)[] = [];
  const waiting = new Map<number, (picture: CameraPicture) => void>();
  const awaitedDevices = new Map<number, (device: string) => void>();
  const started = Promise.withResolvers<string>();
  const trouble = Promise.withResolvers<CameraProblem>();
  const ended = Promise.withResolvers<CameraProblem | undefined>();
  const { onPicture, ...rest } = task;
  return {
    title: 'tcp://127.0.0.1:9000',
    kind: 'camera',
    width: 4,
    height: 2,
    fps: 30,
    encoding: 'I420',
    ...rest,
    pictures,
    devices,
    endings,
    started: started.promise,
    trouble: trouble.promise,
    ended: ended.promise,
    device: async number => devices[number - 1] ?? new Promise<string>(resolve => awaitedDevices.set(number, resolve)),
    picture: async number =>
      pictures[number - 1] ?? new Promise<CameraPicture>(resolve => waiting.set(number, resolve)),
    onPicture: async picture => {
      const number = pictures.push(picture);
      waiting.get(number)?.(picture);
      await onPicture?.(picture);
    },
    onStarted: device => {
      const number = devices.push(device);
      awaitedDevices.get(number)?.(device);
      started.resolve(device);
    },
    onTrouble: trouble.resolve,
    onEnded: problem => {
      endings.push(problem);
      ended.resolve(problem);
    },
  };
}
