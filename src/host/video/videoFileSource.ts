/** Uses a file as a source of pictures for the engine. */
import { extname } from 'node:path';
import { l10n, type Uri } from 'vscode';
import { onlyThatFile } from '../../camera/ffmpeg/onlyThatFile.ts';
import type { VideoSource } from '../../core/video/video.ts';
import { localPathOf } from '../shown/localPath.ts';

/** Formats that the engine reads itself. */
const images = new Set(['.jpg', '.jpeg', '.png']);

/** An image is sent repeatedly; a video restarts at its end. @throws RangeError for a file that isn't on a disk. */
export function videoFileSource(uri: Uri | undefined, program: string): { source: VideoSource; label: string } {
  if (!uri) throw new RangeError(l10n.t('Specify a file: {uri}.'));
  const path = localPathOf(uri);
  const label = path.split(/[/\\]/).at(-1) ?? path;
  if (images.has(extname(path).toLowerCase())) return { source: { kind: 'image', path }, label };
  const input = [...onlyThatFile, '-i', `file:${path}`];
  return { source: { kind: 'ffmpeg', program, input, repeats: true }, label };
}
