/** The settings that the engine needs: passed to it when it starts, and whenever they change. */
import { Disposable } from 'vscode';
import type { EngineSettings } from '../../client/windowEngine.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Endpoints } from './endpoints.ts';
import { onDidChangeReceiveSettings, receiveSettings } from './receiveSettings.ts';
import { onDidChangeTranscriptBounds, transcriptBounds } from './transcriptBounds.ts';

export function engineSettings(): EngineSettings {
  return { bounds: transcriptBounds(), receiving: receiveSettings() };
}

export function followEngineSettings(endpoints: Endpoints, log: Log): Disposable {
  const warn = (error: unknown) => log.warn('settingsNotApplied', {}, { error });
  return Disposable.from(
    onDidChangeTranscriptBounds(bounds => endpoints.setBounds(bounds).catch(warn)),
    onDidChangeReceiveSettings(receiving => endpoints.setReceiving(receiving).catch(warn)),
  );
}
