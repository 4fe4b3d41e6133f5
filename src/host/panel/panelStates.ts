/** Creates the states of an endpoint for a panel's page, and reports changes. */

import { commands, type Event, EventEmitter, workspace } from 'vscode';
import { SavedPlace } from '../../client/page/savedPlace.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import { failureSentence } from '../../core/sentences/errors/errorSentence.ts';
import { incompleteSentence } from '../../core/sentences/incompleteSentence.ts';
import type { FormField, PanelState } from '../../protocol/panelCalls.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { onDidChangeReceiveSettings, receiveDirectoryOf } from '../endpoints/receiveSettings.ts';
import { onDidChangeViewDefaults, viewDefaults } from '../endpoints/userDefaults.ts';
import type { MessageParts } from '../messages/messageParts.ts';
import type { RestoredEndpoints } from '../restored/restoredEndpoints.ts';
import { isExposed } from '../shown/endpointLabels.ts';
import { pageText } from '../shown/shownText.ts';
import { translated, translatedSentence } from '../shown/translated.ts';
import type { VideoOffers } from '../video/videoOffers.ts';
import { composerState } from './composerCalls.ts';
import type { SavedPlaces } from './configCalls.ts';
import { panelFraming } from './panelFraming.ts';
import { defaultRowForm, rowFormSetting } from './rowFormSetting.ts';

const announceSetting = 'portside.announceMessages';
const followSetting = 'portside.followNextClient';
/** May not exist. */
const guessCommand = 'portside.guessFraming';
/** Settings that the page needs to know. */
const panelSettings = [announceSetting, followSetting, rowFormSetting];

export interface StateParts {
  readonly endpoints: Pick<Endpoints, 'onDidChange' | 'onDidReadTranscript'>;
  readonly restored: Pick<RestoredEndpoints, 'wasOpen'>;
  readonly messageParts: MessageParts;
  readonly offers: Pick<VideoOffers, 'of' | 'onDidChange'>;
  readonly saved: Pick<SavedPlaces, 'onDidChangePlaces' | 'placeOf'>;
}

export class PanelStates {
  readonly #restored: StateParts['restored'];
  readonly #messageParts: MessageParts;
  readonly #offers: StateParts['offers'];
  readonly #savedPlace: SavedPlace;
  readonly #changed = new EventEmitter<{ readonly isUrgent: boolean }>();
  readonly #store = new DisposableStore();
  #editing = false;
  #formField: FormField | undefined;
  #announces = announces();
  #defaults = viewDefaults();
  #followsNext = followsNext();
  #numbered: string | undefined;
  /** Percentage of the stored transcript that has been read; undefined until the engine has reported any. */
  #percentRead: number | undefined;
  #stateKey = '';
  /** Whether the framing can be guessed; undefined until that matters. */
  #canGuess: boolean | undefined;
  /** The endpoint's config when it last changed. */
  #config: EndpointConfig | undefined;

  constructor(id: string, { endpoints, restored, messageParts, offers, saved }: StateParts) {
    this.#restored = restored;
    this.#messageParts = messageParts;
    this.#offers = offers;
    this.#savedPlace = new SavedPlace(
      () => saved.placeOf(id),
      () => this.#fireChanged(),
    );
    this.#store.add(
      endpoints.onDidChange(changed => {
        const endpoint = changed.find(one => one.id === id);
        if (endpoint) this.#endpointChanged(endpoint);
      }),
    );
    this.#store.add(
      endpoints.onDidReadTranscript(({ endpoint, percent }) => {
        if (endpoint !== id) return;
        this.#percentRead = percent;
        this.#fireChanged(false);
      }),
    );
    this.#store.add(
      messageParts.onDidChange(changed => {
        if ((changed ?? id) === id) this.#fireChanged();
      }),
    );
    this.#watchSettings();
    this.#store.add(saved.onDidChangePlaces(() => this.#savedPlace.askAgain()));
    this.#store.add(
      offers.onDidChange(changed => {
        if (changed === id) this.#fireChanged();
      }),
    );
  }

  /** Fires when the state has changed; `isUrgent` unless only counters have. */
  get onDidChange(): Event<{ readonly isUrgent: boolean }> {
    return this.#changed.event;
  }

  /** Sets the endpoint's kind with a number, if others have the same label and kind. */
  set numbered(numbered: string | undefined) {
    if (numbered === this.#numbered) return;
    this.#numbered = numbered;
    this.#fireChanged();
  }

  /** Shows the form, starting at a field, or hides it. */
  edit(editing: boolean, field?: FormField): void {
    this.#editing = editing;
    this.#formField = field;
    this.#fireChanged();
  }

  /** Looks up where the endpoint is saved. Called when a page starts. */
  askSavedPlace(): void {
    this.#savedPlace.askAgain();
  }

  of(endpoint: EndpointSnapshot): PanelState {
    const failure = endpoint.failure && translated(failureSentence(endpoint.failure));
    const framing = panelFraming(endpoint.config);
    return {
      endpoint,
      ...(this.#numbered !== undefined && { numbered: this.#numbered }),
      ...(endpoint.isRestoring && this.#percentRead !== undefined && { percentRead: this.#percentRead }),
      exposed: isExposed(endpoint),
      wasOpen: this.#restored.wasOpen(endpoint.id),
      editing: this.#editing,
      ...(this.#formField !== undefined && { formField: this.#formField }),
      ...(this.#savedPlace.current && { saved: this.#savedPlace.current }),
      ...composerState(endpoint.id, this.#messageParts),
      announces: this.#announces,
      view: this.#defaults,
      rowForm: defaultRowForm(),
      followsNext: this.#followsNext,
      videoOffers: this.#offers.of(endpoint.id),
      ...(framing && { framing }),
      ...this.#incomplete(endpoint),
      ...(failure !== undefined && { failure: pageText(failure) }),
      ...(receivesFiles(endpoint) && { filesGoTo: pageText(receiveDirectoryOf(endpoint.config) ?? '') }),
    };
  }

  dispose(): void {
    this.#store.dispose();
    this.#changed.dispose();
  }

  #incomplete({ incomplete, config }: EndpointSnapshot): Pick<PanelState, 'incomplete'> {
    if (!incomplete) return {};
    if (this.#canGuess === undefined) unawaited(this.#findGuess());
    const progress = translatedSentence(incompleteSentence(incomplete.first, framingOf(config.framing, 'in')));
    return { incomplete: { progress, canGuess: this.#canGuess ?? false } };
  }

  async #findGuess(): Promise<void> {
    this.#canGuess = false;
    this.#canGuess = (await commands.getCommands(true)).includes(guessCommand);
    if (this.#canGuess) this.#fireChanged();
  }

  #endpointChanged(endpoint: EndpointSnapshot): void {
    const key = stateKey(endpoint);
    const isOther = isOtherConfig(this.#config, endpoint.config);
    if (isOther) this.#savedPlace.askAgain();
    this.#config = endpoint.config;
    this.#fireChanged(isOther || key !== this.#stateKey);
    this.#stateKey = key;
  }

  /** Watches the settings whose changes an open page applies. */
  #watchSettings(): void {
    this.#store.add(
      workspace.onDidChangeConfiguration(change => {
        if (!panelSettings.some(setting => change.affectsConfiguration(setting))) return;
        this.#announces = announces();
        this.#followsNext = followsNext();
        this.#fireChanged();
      }),
    );
    this.#store.add(
      onDidChangeViewDefaults(defaults => {
        this.#defaults = defaults;
        this.#fireChanged();
      }),
    );
    this.#store.add(onDidChangeReceiveSettings(() => this.#fireChanged()));
  }

  #fireChanged(isUrgent = true): void {
    this.#changed.fire({ isUrgent });
  }
}

function receivesFiles({ config: { files } }: EndpointSnapshot): boolean {
  return files !== undefined && files.mode !== 'off';
}

/**
 * Compares by identity first: during a flood, the config stays the same object, and a long one isn't compared 20 times
 * a second.
 */
function isOtherConfig(before: EndpointConfig | undefined, now: EndpointConfig): boolean {
  return before !== now && JSON.stringify(before) !== JSON.stringify(now);
}

/** Returns what changes with an event, as text: everything except the counters, the config and how much has arrived. */
function stateKey({ counters, config: _, incomplete, ...endpoint }: EndpointSnapshot): string {
  return JSON.stringify([endpoint, counters.peers, incomplete?.peers, incomplete?.first.peer, incomplete?.first.since]);
}

function followsNext(): boolean {
  return workspace.getConfiguration().get(followSetting, false);
}

function announces(): boolean {
  return workspace.getConfiguration().get(announceSetting, true);
}
