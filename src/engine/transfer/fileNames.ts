/** The names that a received file may get, one after the other until one is free. */
import { extname } from 'node:path';

/** The name of an attempt, the first being 0, for a file of that extension, which counts only where a pattern asks for it. */
export type FileNames = (attempt: number, extension: string) => string;

/** `a.txt`, `a (2).txt`, `a (3).txt` … */
export function namesLike(name: string): FileNames {
  return attempt => numbered(name, attempt);
}

export function numbered(name: string, attempt: number): string {
  if (attempt === 0) return name;
  const extension = /\.tar\.[^.]+$/i.exec(name)?.[0] ?? extname(name);
  return `${name.slice(0, name.length - extension.length)} (${attempt + 1})${extension}`;
}
export function namesOf(pattern: string, _: { peer: string; timeMs: number }): FileNames {
  return (attempt, extension) =>
    pattern.replace('{n}', String(attempt)).replace('{ext}', extension).replace(/[{}:]/g, '_');
}
