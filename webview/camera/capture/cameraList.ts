/** Lists the cameras known to the browser. */
import { cameraName } from './deviceNames.ts';

export interface Camera {
  readonly id: string;
  /** Empty until access to a camera has been allowed once: before that, browsers don't reveal names. */
  readonly name: string;
}

export async function cameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, name: cameraName(label) }));
}
