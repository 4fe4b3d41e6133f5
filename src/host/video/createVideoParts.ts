/** Creates all parts of a window that deal with video. */
import type { Disposable, ExtensionContext } from 'vscode';
import { RecordingFiles } from '../../client/video/recordingFiles.ts';
import type { Log } from '../diagnostics/log.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { Captures } from './captures.ts';
import type { VideoChoices } from './videoChoices.ts';
import { VideoOffers } from './videoOffers.ts';
import { VideoPages } from './videoPages.ts';
import { Videos } from './videos.ts';
import type { VideoTabs } from './videoTabs.ts';

export interface VideoParts extends Disposable {
  readonly videos: Videos;
  readonly offers: VideoOffers;
  readonly pages: VideoPages;
  readonly recordings: RecordingFiles;
  readonly captures: Captures;
  /** Choices made when video was last sent. */
  choices(): Promise<VideoChoices>;
  tabs(): Promise<VideoTabs>;
}

export function createVideoParts(endpoints: Endpoints, context: ExtensionContext, log: Log): VideoParts {
  const { workspaceState: memory, extensionUri } = context;
  const store = new DisposableStore();
  const videos = store.add(new Videos(endpoints));
  const pages = new VideoPages();
  // Code that few windows need is loaded on demand.
  const server = once(() =>
    import('./createCameraServer.ts').then(one => store.add(one.createCameraServer(context, log))),
  );
  const offers = store.add(new VideoOffers(videos, memory));
  const recordings = new RecordingFiles();
  const captures = store.add(new Captures(videos, pages, server));
  return {
    videos,
    pages,
    recordings,
    captures,
    offers,
    choices: once(() => import('./videoChoices.ts').then(one => new one.VideoChoices(memory))),
    tabs: once(() =>
      import('./videoTabs.ts').then(one =>
        store.add(new one.VideoTabs({ videos, pages, recordings, captures, log }, extensionUri)),
      ),
    ),
    dispose: () => store.dispose(),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
