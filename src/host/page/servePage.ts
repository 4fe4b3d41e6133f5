/** Serves the calls of a webview's page, which shows data from strangers and may have been taken over. */
import type { Webview } from 'vscode';
import type { PageCallBounds } from '../../client/page/pageCallBounds.ts';
import { pageError } from '../../client/page/pageError.ts';
import { createRpc } from '../../protocol/rpc.ts';
import type { Log } from '../diagnostics/log.ts';
import { loggedCalls } from '../diagnostics/pageLog.ts';
import type { DisposableStore } from '../disposableStore.ts';
import { withSentences } from './withPageError.ts';

interface ServingParts {
  readonly log: Log;
  readonly bounds: PageCallBounds;
  /** Disposed when the tab closes. */
  readonly store: DisposableStore;
  /** Whether the tab has been closed: nothing can be posted any more. */
  isClosed(): boolean;
}

/** Serves `calls`, which must already be checked. Returns the page's functions. */
export function servePage<Events extends object, Calls extends object>(
  webview: Webview,
  calls: Calls,
  { log, bounds, store, isClosed }: ServingParts,
): ReturnType<typeof createRpc<Events, Calls>> {
  const channel = {
    post: (message: unknown) => {
      // An answer may arrive after the tab was closed.
      if (!isClosed()) bounds.deliver(webview.postMessage(message));
    },
    listen: (receive: (message: unknown) => void) => void store.add(webview.onDidReceiveMessage(receive)),
  };
  const page = createRpc<Events, Calls>(withSentences(loggedCalls(calls, log)), channel, { readError: pageError });
  store.add({ dispose: () => page.$close() });
  return page;
}
