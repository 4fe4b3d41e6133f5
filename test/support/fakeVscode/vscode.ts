/** The part of VS Code's API that Portside uses, without VS Code. Tests play the user's part. */
import { configurationApi } from './configuration.ts';
import { progressApi } from './progress.ts';
import { questionApi } from './questions.ts';
import { webviewApi } from './webviews.ts';
import { commandApi, envApi, l10nApi, windowApi, workspaceApi } from './workbenchState.ts';

export { Disposable, EventEmitter } from './events.ts';
export * from './plainValues.ts';

/** Merges objects without evaluating their getters. */
function joined(...parts: object[]): object {
  return Object.defineProperties({}, Object.assign({}, ...parts.map(part => Object.getOwnPropertyDescriptors(part))));
}

export const commands = commandApi;
export const env = envApi;
export const extensions = { getExtension: () => undefined };
export const l10n = l10nApi;
export const window: object = joined(windowApi, questionApi, progressApi, webviewApi);
export const workspace: object = joined(workspaceApi, configurationApi);
export const version = '1.101.0';
