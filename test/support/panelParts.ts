/** Dependencies of panels, with endpoints but no engine. Their pages aren't shown anywhere: `posted` contains the messages sent to them. */
import { EventEmitter, Uri } from 'vscode';
import { MessageParts } from '../../src/host/messages/messageParts.ts';
import type { PanelParts } from '../../src/host/panel/panel.ts';
import type { Panels } from '../../src/host/panel/panels.ts';
import { Transfers } from '../../src/host/transfers/transfers.ts';
import { UndoList } from '../../src/host/undo/undoList.ts';
import { createVideoParts } from '../../src/host/video/createVideoParts.ts';
import type { FakeEndpoints } from './fakeEndpoints.ts';
import { webviews } from './fakeVscode/webviews.ts';
import { watchedLog } from './watchedLog.ts';

export interface ShownPanels {
  readonly parts: PanelParts & ConstructorParameters<typeof Panels>[0];
  /** Messages to pages, oldest first. */
  readonly posted: unknown[];
  /** The log. */
  readonly lines: readonly string[];
  /** How often a page asked for the bytes of a message. */
  readonly looks: number;
  /** Closes all tabs. */
  dispose(): void;
}

/** `wasOpen` are endpoints that were open when an earlier window closed. */
export function showPanels(endpoints: FakeEndpoints, wasOpen: readonly string[] = []): ShownPanels {
  const posted: unknown[] = [];
  let looks = 0;
  const nothing = () => undefined;
  const post = (_id: number, message: unknown) => void posted.push(message);
  webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post });
  const { log, lines } = watchedLog();
  const extensionUri = Uri.file('/extension');
  const messageParts = new MessageParts(endpoints, Uri.file('/messages.json'), new UndoList(log));
  const transfers = new Transfers(endpoints, '/received');
  const video = createVideoParts(endpoints, { extensionUri } as never, log);
  const firstSteps = { looked: () => void looks++ };
  const savedForms: PanelParts['savedForms'] = {
    onDidChangePlaces: new EventEmitter<void>().event,
    placeOf: async () => undefined,
    saverOf: async () => async () => undefined,
  };
  const restored = {
    ready: Promise.resolve(),
    whenListed: async () => undefined,
    wasOpen: (id: string) => wasOpen.includes(id),
  };
  const permissions = { has: () => false };
  return {
    parts: {
      endpoints,
      restored,
      messageParts,
      transfers,
      video,
      firstSteps,
      savedForms,
      permissions,
      extensionUri,
      log,
    },
    posted,
    lines,
    get looks() {
      return looks;
    },
    dispose() {
      for (const panel of webviews.all) panel.dispose();
      for (const one of [messageParts, transfers, video]) one.dispose();
      webviews.setHost(undefined);
    },
  };
}
