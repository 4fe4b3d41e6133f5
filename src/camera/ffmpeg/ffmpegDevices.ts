/** The cameras and screens of the machine that opens the sockets, as ffmpeg reads them. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CameraKind } from '../../core/camera/cameraTask.ts';
import { TextError } from '../../core/phrase.ts';
import { type FfmpegDevice, parseAvfoundation, parseDshow } from './deviceLists.ts';

/** Folder in which the kernel lists its video devices. */
const kernelDevices = '/sys/class/video4linux';
const timeoutMs = 10_000;

export interface DeviceSystem {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Replaces `/sys/class/video4linux`. */
  readonly kernelDevices?: string;
}

/** Lists the devices of this kind. Rejects with a TextError if ffmpeg can't capture a screen. */
export async function ffmpegDevices(
  program: string,
  kind: CameraKind,
  system: DeviceSystem = process,
): Promise<FfmpegDevice[]> {
  switch (system.platform) {
    case 'darwin': {
      const list = await listed(program, ['-f', 'avfoundation', '-list_devices', 'true', '-i', '']);
      return parseAvfoundation(list).filter(device => device.kind === kind);
    }
    case 'win32':
      if (kind === 'screen') return [{ kind, name: 'Desktop', format: 'gdigrab', target: 'desktop' }];
      return parseDshow(await listed(program, ['-f', 'dshow', '-list_devices', 'true', '-i', 'dummy']));
    default:
      return kind === 'screen' ? [xScreen(system.env)] : v4l2Cameras(system.kernelDevices ?? kernelDevices);
  }
}

function xScreen({ DISPLAY, XDG_SESSION_TYPE }: NodeJS.ProcessEnv): FfmpegDevice {
  // Under Wayland, x11grab captures an empty screen, at most with the windows of X11 programs.
  if (XDG_SESSION_TYPE === 'wayland') throw new TextError('ffmpeg can’t capture the screen in a Wayland session.');
  if (!DISPLAY) throw new TextError('No screen available to share.');
  return { kind: 'screen', name: DISPLAY, format: 'x11grab', target: DISPLAY };
}

/** Lists one node per camera: its first delivers pictures, the others metadata. */
async function v4l2Cameras(folder: string): Promise<FfmpegDevice[]> {
  const nodes = await readdir(folder).catch(() => [] /* no camera was ever connected */);
  const cameras: FfmpegDevice[] = [];
  const byNumber = (a: string, b: string) => Number(a.slice(5)) - Number(b.slice(5));
  for (const node of nodes.filter(name => /^video\d+$/.test(name)).sort(byNumber)) {
    const text = (file: string) => readFile(join(folder, node, file), 'utf8').catch(() => '' /* unplugged meanwhile */);
    const [name, index] = [(await text('name')).trim(), (await text('index')).trim()];
    if (index === '' || index === '0')
      cameras.push({ kind: 'camera', name: name || node, format: 'v4l2', target: `/dev/${node}` });
  }
  return cameras;
}

/** Returns ffmpeg's stderr, which contains the list. ffmpeg always fails here, since it has nothing to convert. */
function listed(program: string, args: readonly string[]): Promise<string> {
  return new Promise(resolve => {
    const options = { timeout: timeoutMs, killSignal: 'SIGKILL', windowsHide: true, encoding: 'utf8' } as const;
    execFile(program, ['-hide_banner', '-nostdin', ...args], options, (_error, _stdout, stderr) => resolve(stderr));
  });
}
