/** A file as the engine takes it for a source of pictures. */
import { extname } from 'node:path';
import { l10n, type Uri } from 'vscode';
import type { VideoSource } from '../../core/video/video.ts';
import { onlyThatFile } from './ffmpeg/onlyThatFile.ts';
import { pathOf } from './saveVideo.ts';

/** What the engine reads without help. */
const images = new Set(['.jpg', '.jpeg', '.png']);

/** A picture is sent again and again, a film from its begin at its end. @throws RangeError for what is on no disk. */
export function fileSource(uri: Uri | undefined, program: string): { source: VideoSource; label: string } {
  if (!uri) throw new RangeError(l10n.t('Specify a file: {uri}.'));
  const path = pathOf(uri);
  const label = path.split(/[/\\]/).at(-1) ?? path;
  if (images.has(extname(path).toLowerCase())) return { source: { kind: 'image', path }, label };
  const input = [...onlyThatFile, '-i', `file:${path}`];
  return { source: { kind: 'ffmpeg', program, input, repeats: true }, label };
}
