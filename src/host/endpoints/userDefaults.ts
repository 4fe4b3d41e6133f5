/** The user's defaults for new endpoints and panels: settings, typed by hand, so unknown values are ignored. */
import { type Disposable, workspace } from 'vscode';
import {
  type DefaultFraming,
  defaultEncodings,
  defaultFramings,
  defaultLineEndings,
  type EndpointDefaults,
} from '../../core/config/endpointDefaults.ts';
import { timeFormats, type ViewDefaults, viewModes } from '../../core/viewDefaults.ts';

const viewSection = 'portside.transcript';
const endpointSection = 'portside.newEndpoints';
const framings = Object.keys(defaultFramings) as [DefaultFraming, ...DefaultFraming[]];

export function endpointDefaults(): EndpointDefaults {
  return {
    encoding: oneOf(defaultEncodings, endpointSection, 'encoding'),
    lineEnding: oneOf(defaultLineEndings, endpointSection, 'lineEnding'),
    framing: oneOf(framings, endpointSection, 'framing'),
  };
}

export function viewDefaults(): ViewDefaults {
  return {
    mode: oneOf(viewModes, viewSection, 'view'),
    timeFormat: oneOf(timeFormats, viewSection, 'timeFormat'),
  };
}

export function onDidChangeViewDefaults(changed: (defaults: ViewDefaults) => void): Disposable {
  return workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(viewSection)) changed(viewDefaults());
  });
}

/** Returns the setting's value if it is one of these, otherwise the first. */
function oneOf<T extends string>(known: readonly [T, ...T[]], section: string, name: string): T {
  const value = workspace.getConfiguration(section).get<unknown>(name);
  return known.find(one => one === value) ?? known[0];
}
