/** Serves a page's calls about the videos of its endpoint. */
import { commands } from 'vscode';
import { nothingIfDismissed } from '../../client/dismissed.ts';
import type { PictureFeed } from '../../client/video/pictureFeed.ts';
import type { RecordingFiles } from '../../client/video/recordingFiles.ts';
import { SocketError } from '../../core/socketError.ts';
import type { VideoSnapshot } from '../../core/video/video.ts';
import type { VideoCalls } from '../../protocol/videoCalls.ts';
import { withPageError } from '../page/withPageError.ts';
import type { Captures } from './captures.ts';
import { panelVideo } from './panelVideo.ts';
import type { VideoPages } from './videoPages.ts';
import type { Videos } from './videos.ts';

/** Dependencies of the calls of any page that shows video. */
export interface VideoPageParts {
  readonly videos: Videos;
  readonly recordings: RecordingFiles;
  readonly captures: Captures;
  readonly pages: VideoPages;
}

/** The page that makes the calls. */
export interface CallingPage {
  readonly endpoint: string;
  readonly feed: PictureFeed;
  /** Identifies the page that records. */
  readonly owner: object;
}

export function videoCalls(parts: VideoPageParts, { endpoint, feed, owner }: CallingPage): VideoCalls {
  const { videos, recordings, captures } = parts;
  const { endpoints } = videos;
  /** Returns one of the page's own videos; a page can name no others. */
  const own = (id: string): VideoSnapshot => {
    const video = videos.find(id);
    if (video.endpoint !== endpoint) throw new SocketError('NO_VIDEO');
    return video;
  };
  const run = async (command: string, id: string, more: object = {}): Promise<void> => {
    const argument = { type: 'panel', endpoint, video: own(id).id, ...more };
    await commands.executeCommand(`portside.${command}`, argument);
  };
  return {
    videos: async () => (await videos.of(endpoint)).map(video => panelVideo(video, captures)),
    videoPicture: async (id, after) => feed.next(own(id).id, after),
    showVideoAgain: async id => {
      const { direction, peers } = own(id);
      const [peer] = peers;
      if (direction === 'out' || !peer) throw new SocketError('NO_PEER');
      await withPageError(videos.show(endpoint, peer.id));
    },
    stopVideo: async id => void (await withPageError(endpoints.engine.stopVideo(own(id).id))),
    muteVideo: async (id, muted) => withPageError(endpoints.engine.muteVideo(own(id).id, muted)),
    snapshotVideo: id => run('snapshotVideo', id),
    openVideo: id => run('openVideo', id),
    startRecording: async id => {
      const { askRecording } = await import('./recordVideo.ts');
      return withPageError(askRecording(parts, own(id), owner).catch(nothingIfDismissed));
    },
    record: (recording, bytes) => withPageError(recordings.write(recording, owner, bytes)),
    endRecording: recording => withPageError(recordings.end(recording, owner)),
    captureStarted: async (id, device) => captures.started(own(id).id, owner, device),
    captureTroubled: async (id, problem) => captures.troubled(own(id).id, owner, problem),
    capturedPicture: async (id, picture) => captures.picture(own(id).id, owner, picture),
    retryCapture: async id => withPageError(captures.retry(own(id).id)),
    changeCapture: async id => withPageError(captures.change(own(id).id).catch(nothingIfDismissed)),
  };
}
