/** Files that are handed over slice by slice, by id. */
import { SocketError } from '../../core/socketError.ts';
import type { FileToOpen } from './filesToOpen.ts';

export class Spools {
  readonly directory: string;
  constructor(directory: string) {
    this.directory = directory;
  }
  async open(_: { name: string; size: number; modifiedMs?: number | undefined }): Promise<string> {
    throw new SocketError('SPOOL_ABANDONED');
  }
  async append(_: string, __: Uint8Array): Promise<void> {}
  async close(_: string, __: boolean): Promise<void> {}
  find(id: string): FileToOpen & { readonly name: string } {
    throw new SocketError('SPOOL_ABANDONED', { spool: id });
  }
  async dispose(): Promise<void> {}
}
