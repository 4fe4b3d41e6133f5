/** How files are sent to one peer: one sender per mode. */
import type { TransferMode } from '../../core/transfer/transferSnapshot.ts';
import { beginDatagrams } from './datagramSender.ts';
import { beginFramed } from './framed/framedSender.ts';
import { beginRaw } from './raw/rawSender.ts';
import type { BeginSending } from './sender.ts';

export const senders: Record<TransferMode, BeginSending> = {
  raw: beginRaw,
  framed: beginFramed,
  datagrams: beginDatagrams,
};
