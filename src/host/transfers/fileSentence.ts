/** The system's errors about files, in the user's language. */
import type { SocketFailure } from '../../core/socketError.ts';
import { reasonOf } from '../reasonOf.ts';
import { l10n, shownParams } from '../sentenceArguments.ts';

/** `Cannot write /tmp/photo.png: the disk is full` */
export function fileSentence({ code, params }: SocketFailure): string | undefined {
  const { operation, address = '' } = shownParams(params);
  const reason = fileReasonOf({ code, params });
  switch (operation) {
    case 'write':
      return l10n.t('Cannot write {0}: {1}', address, reason);
    case 'readFile':
      return l10n.t('Cannot read {0}: {1}', address, reason);
    default:
      return undefined;
  }
}

/** Why a file can't be read or written, without the file. */
export function fileReasonOf({ code, params }: SocketFailure): string {
  return fileReason(code) ?? reasonOf({ code, params });
}

/** Meanings of the system's codes for files, if they differ from those for sockets. */
function fileReason(code: string): string | undefined {
  switch (code) {
    case 'EDQUOT':
      return l10n.t('the disk is full');
    case 'EACCES':
    case 'EPERM':
      return l10n.t('permission denied');
    case 'EROFS':
      return l10n.t('the file system is read-only');
    case 'ENOTDIR':
      return l10n.t('part of the path isn’t a folder');
    case 'EISDIR':
      return l10n.t('it is a folder');
    case 'EEXIST':
      return l10n.t('too many files have this name');
    case 'ENAMETOOLONG':
      return l10n.t('the name is too long');
    default:
      return undefined;
  }
}
