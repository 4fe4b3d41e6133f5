/** What kind of file it is, told by its first bytes. */
import { open } from 'node:fs/promises';

/** What a file is called while nobody can know its type. */
export const unknownExtension = 'bin';
/** No more is looked at. */
export const headBytes = 4096;

export interface FileType {
  readonly mediaType: string;
  /** Without a dot. */
  readonly extension: string;
}

/** `application/octet-stream` and `bin` where nothing is recognised. */
export async function guessFileType(head: Uint8Array): Promise<FileType> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head.subarray(0, headBytes));
  if (found) return { mediaType: found.mime, extension: found.ext };
  return isText(head.subarray(0, headBytes))
    ? { mediaType: 'text/plain', extension: 'txt' }
    : { mediaType: 'application/octet-stream', extension: unknownExtension };
}

/** The type of a file on the disk; nothing where it can't be read. */
export async function guessTypeOfFile(path: string): Promise<FileType | undefined> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return await guessFileType(buffer.subarray(0, bytesRead));
  } catch {
    // Whoever reads all of it tells why.
    return undefined;
  }
}

/** UTF-8, perhaps cut in its last character, and no control characters but those of text. */
function isText(head: Uint8Array): boolean {
  if (head.some(byte => byte === 0x7f || (byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b)))
    return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    // That is what fatal means.
    return false;
  }
}
