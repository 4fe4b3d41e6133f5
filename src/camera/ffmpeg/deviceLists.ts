/** Parses the human-readable output of `ffmpeg -list_devices true`. */
import type { CameraKind } from '../../core/camera/cameraTask.ts';

/**
 * Parses lines such as `[AVFoundation indev @ 0x7f8] [0] FaceTime HD Camera`, between the headings for video and audio.
 */
export function parseAvfoundation(list: string): FfmpegDevice[] {
  const [, video = ''] = list.split(/AVFoundation video devices:/);
  const [ofVideo = ''] = video.split(/AVFoundation audio devices:/);
  return [...ofVideo.matchAll(/^\[[^\]]*\] \[(\d+)\] (.+?)\r?$/gm)].map(([, index = '', name = '']) => ({
    kind: /^Capture screen \d+$/.test(name) ? 'screen' : 'camera',
    name,
    format: 'avfoundation',
    target: `${index}:none`,
  }));
}

/**
 * Parses lines such as `[dshow @ 0x1] "Integrated Camera" (video)`, each followed by an `Alternative name
 * "@device_pnp_…"` that is unique per device. Before ffmpeg 5, devices have no kind but are listed under headings.
 */
export function parseDshow(list: string): FfmpegDevice[] {
  const cameras: { name: string; alternative?: string }[] = [];
  let isVideoSection = false;
  let isCamera = false;
  for (const line of list.split(/\r?\n/)) {
    const [, heading] = /DirectShow (video|audio) devices/.exec(line) ?? [];
    const [, alternative] = /Alternative name "(.+)"$/.exec(line) ?? [];
    const [, name, kinds] = /^\[[^\]]*\]\s+"(.+)"(?: \((.+)\))?$/.exec(line) ?? [];
    if (heading) isVideoSection = heading === 'video';
    else if (alternative && isCamera) Object.assign(cameras.at(-1) ?? {}, { alternative });
    else if (name && !alternative) {
      isCamera = kinds ? /video|none/.test(kinds) : isVideoSection;
      if (isCamera) cameras.push({ name });
    }
  }
  return cameras.map(({ name, alternative }) => ({
    kind: 'camera',
    name,
    format: 'dshow',
    target: `video=${alternative ?? name}`,
  }));
}

/** A camera or a screen as ffmpeg reads it. */
export interface FfmpegDevice {
  readonly kind: CameraKind;
  /** Display name. */
  readonly name: string;
  /** ffmpeg's input format. */
  readonly format: 'v4l2' | 'x11grab' | 'avfoundation' | 'dshow' | 'gdigrab';
  /** Value of `-i`. */
  readonly target: string;
}
