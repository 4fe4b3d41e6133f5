/** Everything about video that a window has, made together. */
import type { Disposable, Memento, Uri } from 'vscode';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints.ts';
import { Recordings } from './recordings.ts';
import type { VideoChoices } from './videoChoices.ts';
import { VideoOffers } from './videoOffers.ts';
import { VideoPages } from './videoPages.ts';
import { Videos } from './videos.ts';
import type { VideoTabs } from './videoTabs.ts';

export interface VideoParts extends Disposable {
  readonly videos: Videos;
  readonly offers: VideoOffers;
  readonly pages: VideoPages;
  readonly recordings: Recordings;
  /** How video was sent last; what knows that is loaded when somebody asks. */
  choices(): Promise<VideoChoices>;
  tabs(): Promise<VideoTabs>;
}

export function videoParts(endpoints: Endpoints, memory: Memento, extensionUri: Uri): VideoParts {
  const videos = new Videos(endpoints);
  const offers = new VideoOffers(videos, memory);
  const store = new DisposableStore();
  let choices: Promise<VideoChoices> | undefined;
  let tabs: Promise<VideoTabs> | undefined;
  store.add(videos);
  store.add(offers);
  const parts: VideoParts = {
    videos,
    offers,
    pages: new VideoPages(),
    recordings: new Recordings(),
    choices: () => (choices ??= import('./videoChoices.ts').then(module => new module.VideoChoices(memory))),
    tabs: () =>
      (tabs ??= import('./videoTabs.ts').then(module => store.add(new module.VideoTabs(parts, extensionUri)))),
    dispose: () => store.dispose(),
  };
  return parts;
}
