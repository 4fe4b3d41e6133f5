/** What the system says of a file, in the user's language. */
import { l10n } from 'vscode';
import type { SocketFailure } from '../../core/socketError.ts';

/** `Cannot write /tmp/photo.png: the disk is full` */
export function fileSentence({ code, params }: SocketFailure): string | undefined {
  const reason = fileReason(code) ?? `${params.detail ?? code}`;
  switch (params.operation) {
    case 'write':
      return l10n.t('Cannot write {0}: {1}', params.address ?? '', reason);
    case 'readFile':
      return l10n.t('Cannot read {0}: {1}', params.address ?? '', reason);
    default:
      return undefined;
  }
}

/** The system's codes, as they are meant of files. */
function fileReason(code: string): string | undefined {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return l10n.t('the disk is full');
    case 'EACCES':
    case 'EPERM':
      return l10n.t('permission denied');
    case 'EROFS':
      return l10n.t('nothing can be written there');
    case 'ENOENT':
      return l10n.t('no such file');
    case 'ENOTDIR':
      return l10n.t('a part of the path is no folder');
    case 'EISDIR':
      return l10n.t('it is a folder');
    case 'EEXIST':
      return l10n.t('there are too many files of this name');
    case 'ENAMETOOLONG':
      return l10n.t('the name is too long');
    case 'EMFILE':
    case 'ENFILE':
      return l10n.t('too many open sockets or files');
    default:
      return undefined;
  }
}
