/** Detects the type of a file from its first bytes. */
import { openRegularFile } from '../../../files/regularFile.ts';

/** Extension of a file whose type is unknown. */
export const unknownExtension = 'bin';
/** Maximum number of bytes that are examined. */
export const headBytes = 4096;

export interface FileType {
  readonly mediaType: string;
  /** Extension without a dot. */
  readonly extension: string;
}

/** Returns the type of a file with these first bytes; `application/octet-stream` and `bin` if it isn't recognized. */
export async function guessFileType(head: Uint8Array): Promise<FileType> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head.subarray(0, headBytes));
  if (found) return { mediaType: found.mime, extension: found.ext };
  return isText(head.subarray(0, headBytes))
    ? { mediaType: 'text/plain', extension: 'txt' }
    : { mediaType: 'application/octet-stream', extension: unknownExtension };
}

/** Returns the type of a file on disk; undefined if it can't be read. */
export async function guessTypeOfFile(path: string): Promise<FileType | undefined> {
  try {
    await using file = await openRegularFile(path);
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return await guessFileType(buffer.subarray(0, bytesRead));
  } catch {
    // Reading the whole file will report why.
    return undefined;
  }
}

/** Returns true for UTF-8, possibly cut in its last character, without control characters other than those of text. */
function isText(head: Uint8Array): boolean {
  if (head.some(byte => byte === 0x7f || (byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b)))
    return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    // Not UTF-8: `fatal` makes the decoder throw.
    return false;
  }
}
