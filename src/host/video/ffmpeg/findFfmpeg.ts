/** Where ffmpeg is, if it is there. */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

const timeoutMs = 5000;

/**
 * The absolute path of the program: the one that a setting names, else the first on the PATH; nothing where that is no ffmpeg.
 * Looked for here, since Windows would find one in the current folder first.
 */
export async function findFfmpeg(path: string, env = process.env): Promise<string | undefined> {
  if (path.trim() !== '') return isAbsolute(path.trim()) ? asFfmpeg(path.trim()) : undefined;
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    const found = await asFfmpeg(join(folder, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

async function asFfmpeg(program: string): Promise<string | undefined> {
  try {
    await access(program, constants.X_OK);
    const { stdout } = await promisify(execFile)(program, ['-hide_banner', '-version'], {
      timeout: timeoutMs,
      windowsHide: true,
    });
    return stdout.startsWith('ffmpeg version') ? program : undefined;
  } catch {
    // Not there, not to be run, or something else of that name.
    return undefined;
  }
}
