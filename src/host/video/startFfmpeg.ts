/** A camera or a screen of the machine that opens the sockets, read by ffmpeg. */
import { type Disposable, l10n } from 'vscode';
import { hasVideoEnded, type VideoSnapshot } from '../../core/video/video.ts';
import { pick } from '../commands/commandArguments.ts';
import { ffmpegProgram } from './cameraWays.ts';
import type { WantedCapture } from './captures.ts';
import { type FfmpegDevice, ffmpegDevices } from './ffmpeg/ffmpegDevices.ts';
import { ffmpegInputs } from './ffmpeg/ffmpegInput.ts';
import type { Videos } from './videos.ts';

export interface FoundDevice {
  /** The path of ffmpeg. */
  readonly program: string;
  readonly device: FfmpegDevice;
}

/** The device that is named, the only one, or the one that the user picks. Rejects with a sentence where there is none, with Dismissed. */
export async function findDevice({ kind, device: named }: WantedCapture): Promise<FoundDevice> {
  const program = await ffmpegProgram();
  if (program === undefined)
    throw new Error(l10n.t('ffmpeg was not found. Install it, or set {0} to its path.', 'portside.video.ffmpegPath'));
  const devices = await ffmpegDevices(program, kind);
  const meant = named === undefined ? devices : devices.filter(({ name }) => name === named);
  if (meant.length === 1 && meant[0]) return { program, device: meant[0] };
  const device = await pick(
    meant.map(one => ({ label: one.name, description: one.target, value: one })),
    kind === 'camera' ? l10n.t('Which camera?') : l10n.t('Which screen?'),
    kind === 'camera' ? l10n.t('ffmpeg finds no such camera.') : l10n.t('ffmpeg finds no such screen.'),
  );
  return { program, device };
}

/** Resolves when it is listed. */
export async function startFfmpeg(
  videos: Videos,
  wanted: WantedCapture,
  { program, device }: FoundDevice,
): Promise<VideoSnapshot> {
  const inputs = ffmpegInputs(device, wanted.options);
  return firstThatWorks(videos, wanted, { program, label: device.name, inputs });
}

interface FfmpegRun {
  readonly program: string;
  readonly label: string;
  /** From the exact ones to those that every device takes. */
  readonly inputs: readonly (readonly string[])[];
}

async function firstThatWorks(videos: Videos, wanted: WantedCapture, run: FfmpegRun): Promise<VideoSnapshot> {
  const { program, label, inputs } = run;
  const [input = [], ...others] = inputs;
  const { endpoint, options, target } = wanted;
  const video = await videos.start(endpoint, { ...options, label, source: { kind: 'ffmpeg', program, input } }, target);
  if (others.length === 0) return video;
  const subscription: Disposable = videos.onDidChange(changed => {
    const now = changed.find(({ id }) => id === video.id);
    if (!now || (!hasVideoEnded(now) && now.width === 0)) return;
    subscription.dispose();
    const isToBeTried = now.failure?.code === 'PROGRAM_FAILED' && now.frames === 0;
    // What is wrong with the next one its own card tells.
    if (isToBeTried) firstThatWorks(videos, wanted, { ...run, inputs: others }).catch(() => undefined);
  });
  return video;
}
