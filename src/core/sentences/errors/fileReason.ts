/** Reasons for the system's error codes when they concern files. */
import type { SystemErrorParams } from '../../errorParams.ts';
import { type Phrase, phrase } from '../../phrase.ts';
import { socketReason } from './socketReason.ts';

/** Returns why a file can't be read or written, without the file. `code` is the system's. */
export function fileReason({ code, params }: { readonly code: string; readonly params: SystemErrorParams }): Phrase {
  switch (code) {
    case 'EDQUOT':
      return phrase('the disk is full');
    case 'EACCES':
    case 'EPERM':
      return phrase('permission denied');
    case 'EROFS':
      return phrase('the file system is read-only');
    case 'ENOTDIR':
      return phrase('part of the path isn’t a folder');
    case 'EISDIR':
      return phrase('it is a folder');
    case 'EEXIST':
      return phrase('too many files have this name');
    case 'ENAMETOOLONG':
      return phrase('the name is too long');
    default:
      return socketReason({ code, params });
  }
}
