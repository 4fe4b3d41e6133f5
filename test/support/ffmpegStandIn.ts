/** Writes a script that claims to be ffmpeg and does nothing else. Not for Windows, which can't run a script as a program. */
import { writeFile } from 'node:fs/promises';

export async function ffmpegStandIn(path: string): Promise<string> {
  await writeFile(path, '#!/bin/sh\necho "ffmpeg version 7.1"\n', { mode: 0o755 });
  return path;
}
