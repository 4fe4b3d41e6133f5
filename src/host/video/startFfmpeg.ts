/** Captures a camera or a screen with ffmpeg, on the machine that opens the sockets. */
import { l10n } from 'vscode';
import type { FfmpegDevice } from '../../camera/ffmpeg/deviceLists.ts';
import { ffmpegDevices } from '../../camera/ffmpeg/ffmpegDevices.ts';
import { ffmpegInputs } from '../../camera/ffmpeg/ffmpegInput.ts';
import { firstThatWorks } from '../../camera/ffmpeg/firstThatWorks.ts';
import type { WantedCapture } from '../../camera/wantedCapture.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';
import { pick } from '../shown/pick.ts';
import { showError } from '../shown/showError.ts';
import { ffmpegProgram } from './captureMethods.ts';
import type { Videos } from './videos.ts';

export interface FoundDevice {
  /** Path of ffmpeg. */
  readonly program: string;
  readonly device: FfmpegDevice;
}

/**
 * Returns the named device, the only one, or the one that the user picks. Rejects with a sentence if there is none, and
 * with Dismissed.
 */
export async function findDevice({ kind, device: named }: WantedCapture): Promise<FoundDevice> {
  const program = await ffmpegProgram();
  if (program === undefined)
    throw new Error(l10n.t('ffmpeg wasn’t found. Install it, or set {0} to its path.', 'portside.video.ffmpegPath'));
  const devices = await ffmpegDevices(program, kind);
  const candidates = named === undefined ? devices : devices.filter(({ name }) => name === named);
  if (candidates.length === 1 && candidates[0]) return { program, device: candidates[0] };
  const device = await pick(
    candidates.map(one => ({ label: one.name, description: one.target, value: one })),
    kind === 'camera' ? l10n.t('Which camera?') : l10n.t('Which screen?'),
    kind === 'camera' ? l10n.t('ffmpeg can’t find this camera.') : l10n.t('ffmpeg can’t find this screen.'),
  );
  return { program, device };
}

/**
 * Resolves when the video is listed. Tries ffmpeg's inputs in order: from the exact format to those that every device
 * accepts.
 */
export async function startFfmpeg(
  videos: Videos,
  wanted: WantedCapture,
  { program, device }: FoundDevice,
): Promise<VideoSnapshot> {
  const { endpoint, options, target } = wanted;
  return firstThatWorks(ffmpegInputs(device, options), {
    start: input =>
      videos.start(endpoint, { ...options, label: device.name, source: { kind: 'ffmpeg', program, input } }, target),
    onDidChange: listener => videos.onDidChange(listener),
    onFailure: showError,
  });
}
