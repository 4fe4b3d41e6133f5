/** Sentences for the system's errors: what failed, where and why. */
import type { SystemFailure } from '../../errorParams.ts';
import { type Phrase, phrase } from '../../phrase.ts';
import { fileReason } from './fileReason.ts';
import { shownParams } from './shownParams.ts';
import { socketReason } from './socketReason.ts';

/** Returns `Cannot listen on 127.0.0.1:9000: address already in use`, for example. */
export function systemError(failure: SystemFailure): Phrase {
  const { operation, address = '' } = shownParams(failure.params);
  const bare = withoutTransport(address);
  const reason = socketReason(failure);
  switch (operation) {
    case 'listen':
    case 'bind':
      return phrase('Cannot listen on {0}: {1}', bare, reason);
    case 'send':
      return phrase('Cannot send to {0}: {1}', bare, reason);
    case 'read':
      return phrase('Communication with {0} failed: {1}', bare, reason);
    case 'write':
      return phrase('Cannot write {0}: {1}', address, fileReason(failure));
    case 'readFile':
      return phrase('Cannot read {0}: {1}', address, fileReason(failure));
    default:
      return cannotConnect(address, reason);
  }
}

/** Returns the reason without what failed and where; for a file that can't be read or written, the whole sentence. */
export function systemReason(failure: SystemFailure): Phrase {
  const { operation } = shownParams(failure.params);
  return operation === 'write' || operation === 'readFile' ? systemError(failure) : socketReason(failure);
}

/** Returns only the reason if the address isn't known. */
export function cannotConnect(address: string | undefined, reason: Phrase): Phrase {
  return address ? phrase('Cannot connect to {0}: {1}', withoutTransport(address), reason) : reason;
}

function withoutTransport(address: string): string {
  return address.replace(/^(tcp|udp):\/\//, '');
}
