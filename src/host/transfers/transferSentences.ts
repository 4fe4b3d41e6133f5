/** What went wrong with a file, in the user's language. */
import { l10n } from 'vscode';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import type { SocketFailure } from '../../core/socketError.ts';
import { reasonOf } from '../reasonOf.ts';

/** A sentence for what only transfers know; nothing for other failures. */
export function transferSentence({ code, params }: SocketFailure): string | undefined {
  const address = params.address ?? '';
  switch (code) {
    case 'BUSY':
      return l10n.t('Nothing was sent: a file is on its way to {0}. Wait for its end, or cancel it.', address);
    case 'NO_TRANSFER':
      return l10n.t('There is no such transfer any more.');
    case 'PEER_REFUSED':
      return l10n.t('The receiver refused: {0}', params.reason ?? '');
    case 'PEER_CANCELLED':
      return l10n.t('The sender cancelled: {0}', params.reason ?? '');
    case 'NOT_FRAMED':
      return l10n.t('{0} does not answer in Portside’s framed format. Send the file raw instead.', address);
    case 'HASH_MISMATCH':
      return l10n.t('The bytes that arrived are not those that were sent: their SHA-256 differs.');
    case 'FILE_INCOMPLETE':
      return l10n.t('The peer ended in the middle of the file.');
    case 'NOT_RECEIVING':
      return l10n.t('This endpoint receives no files.');
    case 'RECEIVES_RAW':
      return l10n.t(
        'All that {0} sends is received as one file, so it could not answer. Send the file raw instead.',
        address,
      );
    case 'DECLINED':
      return l10n.t('It was declined.');
    case 'INTERRUPTED':
      return l10n.t('The window was closed before the file was through.');
    default:
      return ownFileSentence({ code, params }) ?? systemSentence({ code, params });
  }
}

function ownFileSentence({ code, params }: SocketFailure): string | undefined {
  const path = params.address ?? '';
  switch (code) {
    case 'NO_DIRECTORY':
      return l10n.t(
        'Received files are to go to “{0}”, which is relative, and no folder is open.',
        params.directory ?? '',
      );
    case 'NOT_A_FILE':
      return l10n.t('{0} is no file that could be sent.', path);
    case 'FILE_CHANGED':
      return l10n.t('{0} was changed while it was read.', path);
    case 'FILE_TOO_LARGE':
      return l10n.t(
        'The file is larger than {0}, which is the most that is received (maxFileBytes, portside.files.maxSizeMiB).',
        formatBytes(Number(params.maxBytes ?? 0)),
      );
    case 'TOO_MANY_FILES':
      return l10n.t('These are more files than can be sent at once ({0}).', params.maxFiles ?? params.max ?? '');
    case 'SPOOL_ABANDONED':
      return l10n.t(
        'Not all bytes of the file came from where it was dropped or chosen: the panel was hidden or closed, or it can’t be read there. Send it again.',
      );
    default:
      return undefined;
  }
}

/** `Cannot write /tmp/photo.png: the disk is full` */
function systemSentence({ code, params }: SocketFailure): string | undefined {
  const reason = fileReason(code) ?? reasonOf({ code, params });
  switch (params.operation) {
    case 'write':
      return l10n.t('Cannot write {0}: {1}', params.address ?? '', reason);
    case 'readFile':
      return l10n.t('Cannot read {0}: {1}', params.address ?? '', reason);
    default:
      return undefined;
  }
}

/** What the system's codes mean of files, where that is not what they mean of sockets. */
function fileReason(code: string): string | undefined {
  switch (code) {
    case 'EDQUOT':
      return l10n.t('the disk is full');
    case 'EACCES':
    case 'EPERM':
      return l10n.t('permission denied');
    case 'EROFS':
      return l10n.t('nothing can be written there');
    case 'ENOTDIR':
      return l10n.t('a part of the path is no folder');
    case 'EISDIR':
      return l10n.t('it is a folder');
    case 'EEXIST':
      return l10n.t('there are too many files of this name');
    case 'ENAMETOOLONG':
      return l10n.t('the name is too long');
    default:
      return undefined;
  }
}
