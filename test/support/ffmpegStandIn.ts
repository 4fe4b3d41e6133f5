/** A program that says it is ffmpeg and does nothing else. Not for Windows, where a program is no script. */
import { writeFile } from 'node:fs/promises';

export async function ffmpegStandIn(path: string): Promise<string> {
  await writeFile(path, '#!/bin/sh\necho "ffmpeg version 7.1"\n', { mode: 0o755 });
  return path;
}
