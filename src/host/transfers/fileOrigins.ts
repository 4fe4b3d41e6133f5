/** Converts files to send for the engine: paths for files on its own disk, otherwise the bytes slice by slice. */
import { FileType, l10n, type Uri, workspace } from 'vscode';
import { Refused } from '../../client/refused.ts';
import { formatBytes, formatLimit } from '../../core/bytes/formatBytes.ts';
import type { EngineCalls } from '../../core/calls.ts';
import { maxSliceBytes } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import type { FileToSend } from '../../core/transfer/transferSnapshot.ts';

/** A file or folder by its URI, or bytes: returned by `read`, or delivered by the caller. */
export type FileOrigin =
  | { readonly uri: Uri }
  | {
      readonly name: string;
      readonly sizeBytes: number;
      readonly modifiedMs?: number;
      readonly read?: () => Promise<Uint8Array>;
    };

/** VS Code reads files that aren't on a disk of this machine only as a whole, in memory. */
const maxInMemoryBytes = 256 * 1024 * 1024;

type Spooling = Pick<EngineCalls, 'openSpool' | 'spool' | 'closeSpool'>;

export interface OpenedOrigins {
  readonly files: readonly FileToSend[];
  /** Spools whose bytes the caller delivers, in order. */
  readonly awaited: readonly string[];
  /** Delivers the bytes of the other spools, one file after another. */
  feed(): Promise<void>;
  /** Reports to the engine that no bytes will arrive. */
  abandon(): void;
}

/** Rejects with a RangeError for files that the host can't read, and with NOT_A_FILE for other things than files. */
export async function openOrigins(origins: readonly FileOrigin[], calls: Spooling): Promise<OpenedOrigins> {
  const opened: { spool: string; read: (() => Promise<Uint8Array>) | undefined }[] = [];
  const abandon = () => {
    // The engine may be gone, along with the spools.
    for (const { spool } of opened) calls.closeSpool(spool, false).catch(() => undefined);
  };
  const files: FileToSend[] = [];
  try {
    for (const source of await Promise.all(origins.map(readable))) {
      if ('path' in source) files.push(source);
      else {
        const spool = await calls.openSpool(source.name, source.sizeBytes, source.modifiedMs);
        opened.push({ spool, read: source.read });
        files.push({ spool });
      }
    }
  } catch (error) {
    abandon();
    throw error;
  }
  return {
    files,
    awaited: opened.filter(({ read }) => read === undefined).map(({ spool }) => spool),
    feed: async () => {
      for (const { spool, read } of opened) if (read) await feedSpool(spool, read, calls);
    },
    abandon,
  };
}

/** Delivers all bytes of a file. If they can't be read, or the size differs, the transfer fails. */
async function feedSpool(spool: string, read: () => Promise<Uint8Array>, calls: Spooling): Promise<void> {
  try {
    const bytes = await read();
    // Copies each slice: posting a view would transfer its whole buffer.
    for (let at = 0; at < bytes.length; at += maxSliceBytes)
      await calls.spool(spool, bytes.slice(at, at + maxSliceBytes));
    await calls.closeSpool(spool, true);
  } catch {
    // The transfer reports the error. The engine may be gone, or the transfer cancelled.
    await calls.closeSpool(spool, false).catch(() => undefined);
  }
}

async function readable(source: FileOrigin): Promise<{ path: string } | Exclude<FileOrigin, { uri: Uri }>> {
  if (!('uri' in source)) return source;
  const { uri } = source;
  if (uri.scheme === 'file') return { path: uri.fsPath };
  const name = uri.path.split('/').at(-1) || uri.path;
  if (uri.scheme === 'untitled') return untitled(uri, name);
  const { type, size, mtime } = await workspace.fs.stat(uri);
  if ((type & FileType.Directory) !== 0)
    throw new Refused(
      l10n.t('{0} is a folder, but it isn’t on the machine that opens the sockets. Send its files instead.', name),
    );
  if ((type & FileType.File) === 0) throw new SocketError('NOT_A_FILE', { address: name });
  checkSize(name, size);
  return { name, sizeBytes: size, modifiedMs: mtime, read: async () => workspace.fs.readFile(uri) };
}

function untitled(uri: Uri, name: string): Exclude<FileOrigin, { uri: Uri }> {
  const document = workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
  const bytes = new TextEncoder().encode(document?.getText() ?? '');
  return { name, sizeBytes: bytes.length, read: async () => bytes };
}

/** @throws Refused for a size that can't be held in memory. */
export function checkSize(name: string, sizeBytes: number): void {
  if (sizeBytes <= maxInMemoryBytes) return;
  throw new Refused(
    l10n.t(
      '“{0}” is {1}. Files from another machine can be at most {2} here; drop larger ones onto the panel.',
      name,
      formatBytes(sizeBytes),
      formatLimit(maxInMemoryBytes),
    ),
  );
}
