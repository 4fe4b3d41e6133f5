/** Finds ffmpeg, if it is installed. */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

const defaultTimeoutMs = 5000;

/**
 * Returns the absolute path of ffmpeg: the one in the setting, otherwise the first on the PATH; undefined if that isn't
 * ffmpeg. The PATH is searched here, since Windows would look in the current folder first.
 */
export async function findFfmpeg(
  path: string,
  env = process.env,
  timeoutMs = defaultTimeoutMs,
): Promise<string | undefined> {
  if (path.trim() !== '') return isAbsolute(path.trim()) ? asFfmpeg(path.trim(), timeoutMs) : undefined;
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    const found = await asFfmpeg(join(folder, name), timeoutMs);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function asFfmpeg(program: string, timeoutMs: number): Promise<string | undefined> {
  try {
    await access(program, constants.X_OK);
    const { stdout } = await promisify(execFile)(program, ['-hide_banner', '-version'], {
      timeout: timeoutMs,
      // Another program of that name may ignore milder signals.
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    return stdout.startsWith('ffmpeg version') ? program : undefined;
  } catch {
    // Not found, not executable, or a different program with that name.
    return undefined;
  }
}
