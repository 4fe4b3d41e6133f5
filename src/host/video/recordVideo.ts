/** Records a video: to a file that the user chooses, or that a caller names. */
import { l10n, type Uri } from 'vscode';
import type { VideoSnapshot } from '../../core/video/video.ts';
import { errorNotice } from '../notices.ts';
import { errorSentence } from '../sentences.ts';
import type { Recorded, Recordings } from './recordings.ts';
import { askVideoFile, offerRecording, pathOf } from './saveVideo.ts';
import type { VideoPage } from './videoPages.ts';
import type { VideoParts } from './videoParts.ts';

/** Asks for a file; returns the id under which the owner writes to it. The user is notified at the end. Rejects with Dismissed. */
export async function askRecording(recordings: Recordings, video: VideoSnapshot, owner: object): Promise<string> {
  const uri = await askVideoFile(video, 'webm', l10n.t('Record'));
  const id = await recordings.start(video.id, pathOf(uri), owner);
  recordings.ended(id).then(offerRecording, error => errorNotice(errorSentence(error)));
  return id;
}

/** Starts recording what a page shows to the named file. */
export async function startRecording(
  { recordings }: VideoParts,
  video: VideoSnapshot,
  { page, uri }: { page: VideoPage; uri: Uri },
): Promise<string> {
  const id = await recordings.start(video.id, pathOf(uri), page.owner);
  page.record(id, video.id);
  return id;
}

/** Stops recording a video: resolves when all of it is on disk. */
export async function stopRecording({ recordings, pages }: VideoParts, id: string): Promise<Recorded> {
  const ended = recordings.ended(id);
  const owner = recordings.ownerOf(id);
  const page = pages.all.find(one => one.owner === owner);
  if (page) page.record(id, null);
  else await recordings.end(id, owner);
  return ended;
}
