/** Sends the files of one transfer one after another, and records the outcome in the transcript. */
import { SocketError } from '../../core/socketError.ts';
import type { FileToOpen } from './disk/filesToOpen.ts';
import { endEarly } from './endEarly.ts';
import type { FileSending, Sender } from './sender.ts';
import { senders } from './senders.ts';

export interface OutgoingFiles extends FileSending {
  /** Files still to be sent. */
  readonly files: readonly FileToOpen[];
}

/** Resolves when the transfer has ended, whatever the outcome. */
export async function runTransfer(outgoing: OutgoingFiles): Promise<void> {
  const { transfer, peer, options, context } = outgoing;
  const begun = performance.now();
  try {
    const sha256 = await sendAll(outgoing);
    if (options.endAfter) peer.end();
    transfer.succeed(sha256 === undefined ? {} : { sha256 });
    const { name, files, bytes, resumedAt, datagrams } = transfer.snapshot;
    context.transcript.event(
      {
        code: 'fileSent',
        name,
        files: files.total,
        bytes,
        durationMs: performance.now() - begun,
        ...(sha256 !== undefined && { sha256 }),
        ...(resumedAt !== undefined && { resumedAt }),
        ...(datagrams !== undefined && { datagrams }),
        ...(options.endAfter && { ended: true }),
      },
      peer,
    );
  } catch (error) {
    endEarly(transfer, peer, context, SocketError.from(error, 'send', peer.address));
  }
}

async function sendAll(outgoing: OutgoingFiles): Promise<string | undefined> {
  const sender = await senders[outgoing.options.mode](outgoing);
  try {
    return await sendEach(sender, outgoing);
  } finally {
    sender.release();
  }
}

/** Sends all files. Returns the hash if it is a single file and the hash was verified. */
async function sendEach(sender: Sender, { transfer, files }: OutgoingFiles): Promise<string | undefined> {
  transfer.become('running');
  let sha256: string | undefined;
  for (const file of files) {
    await transfer.mayGo();
    sha256 = await sender.send(file);
    transfer.fileDone();
  }
  return transfer.snapshot.files.total === 1 ? sha256 : undefined;
}
