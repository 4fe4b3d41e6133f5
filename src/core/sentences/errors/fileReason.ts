/** The system's errors about files. */
import { type Phrase, phrase } from '../../phrase.ts';
import type { SocketFailure } from '../../socketError.ts';
import { shownParams } from './shownParams.ts';
import { reasonOf } from './socketReason.ts';

/** `Cannot write /tmp/photo.png: the disk is full` */
export function fileSentence({ code, params }: SocketFailure): Phrase | undefined {
  const { operation, address = '' } = shownParams(params);
  const reason = fileReasonOf({ code, params });
  switch (operation) {
    case 'write':
      return phrase('Cannot write {0}: {1}', address, reason);
    case 'readFile':
      return phrase('Cannot read {0}: {1}', address, reason);
    default:
      return undefined;
  }
}

/** Why a file can't be read or written, without the file. */
export function fileReasonOf({ code, params }: SocketFailure): Phrase {
  return fileReason(code) ?? reasonOf({ code, params });
}

/** Meanings of the system's codes for files, if they differ from those for sockets. */
function fileReason(code: string): Phrase | undefined {
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
      return undefined;
  }
}
