/** Records a video to a file, chosen by the user or named by a caller. */
import { l10n, type Uri } from 'vscode';
import type { Recorded, RecordingFiles } from '../../client/video/recordingFiles.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../core/socketError.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';
import { localPathOf } from '../shown/localPath.ts';
import { errorNotice } from '../shown/notices.ts';
import { translatedSentence } from '../shown/translated.ts';
import { askVideoFile, offerRecording } from './saveVideo.ts';
import type { VideoPage, VideoPages } from './videoPages.ts';

/** Dependencies of a recording: the files, and the pages that write to them. */
interface Parts {
  readonly recordings: RecordingFiles;
  readonly pages: VideoPages;
}

/**
 * Asks for a file; returns the id under which the owner writes to it. A notice reports the end. Rejects with Dismissed,
 * and with NOT_SHOWN if the owner's page was closed in the meantime.
 */
export async function askRecording(parts: Parts, video: VideoSnapshot, owner: object): Promise<string> {
  const page = parts.pages.all.find(one => one.owner === owner);
  const uri = await askVideoFile(video, 'webm', { title: l10n.t('Record Video'), saveLabel: l10n.t('Record') });
  const id = await begin(parts, video, { page, uri });
  parts.recordings.ended(id).then(offerRecording, error => errorNotice(translatedSentence(errorSentence(error))));
  return id;
}

/** Starts recording, to the named file, what a page shows. */
export async function startRecording(
  parts: Parts,
  video: VideoSnapshot,
  { page, uri }: { page: VideoPage; uri: Uri },
): Promise<string> {
  const id = await begin(parts, video, { page, uri });
  page.record(id, video.id);
  return id;
}

/** Rejects with NOT_SHOWN if the page was closed: nothing would write to the recording or end it. */
async function begin(
  { recordings, pages }: Parts,
  video: VideoSnapshot,
  { page, uri }: { page: VideoPage | undefined; uri: Uri },
): Promise<string> {
  const path = localPathOf(uri);
  if (!page || !pages.all.includes(page)) throw new SocketError('NOT_SHOWN');
  const id = await recordings.start(video.id, path, page.owner);
  if (pages.all.includes(page)) return id;
  await recordings.end(id, page.owner);
  throw new SocketError('NOT_SHOWN');
}

/** Stops recording a video: resolves when all of it is on disk. */
export async function stopRecording({ recordings, pages }: Parts, id: string): Promise<Recorded> {
  const ended = recordings.ended(id);
  const owner = recordings.ownerOf(id);
  const page = pages.all.find(one => one.owner === owner);
  if (page) page.record(id, null);
  else await recordings.end(id, owner);
  return ended;
}
