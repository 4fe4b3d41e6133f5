/** Sets contexts that hide commands in the palette while there is nothing they could act on. */
import { commands, type Disposable } from 'vscode';
import { isRunning, isStopped } from '../../client/isRunning.ts';
import { unawaited } from '../../client/unawaited.ts';
import { canKeepTrying } from '../../core/connectFailure.ts';
import { hasVideoEnded } from '../../core/video/video.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { SavedEndpoints } from '../saved/savedEndpoints.ts';
import type { Videos } from '../video/videos.ts';

/** Sets each `portside.has…` context when it changes. Initially they are unset, which counts as false. */
export function watchPaletteContext(endpoints: Endpoints, saved: SavedEndpoints, videos: Videos): Disposable {
  const store = new DisposableStore();
  const known = new Map<string, boolean>();
  const set = (key: string, is: boolean) => {
    if ((known.get(key) ?? false) === is) return;
    known.set(key, is);
    unawaited(commands.executeCommand('setContext', `portside.has${key}`, is));
  };
  const lookAtEndpoints = () => {
    const { all } = endpoints;
    set('Endpoints', all.length > 0);
    set('Running', all.some(isRunning));
    set('Closed', all.some(isStopped));
    set(
      'Peers',
      all.some(({ counters }) => counters.peers > 0),
    );
    set(
      'FailedClient',
      all.some(({ config, state, failure }) => state === 'failed' && canKeepTrying(config, failure)),
    );
  };
  const lookAtSaved = () => set('Saved', saved.any);
  const lookAtVideos = () => set('Video', !videos.known.every(hasVideoEnded));
  store.add(endpoints.onDidChange(lookAtEndpoints));
  store.add(endpoints.onDidChangeList(lookAtEndpoints));
  store.add(saved.onDidChange(lookAtSaved));
  store.add(videos.onDidChange(lookAtVideos));
  lookAtSaved();
  return store;
}
