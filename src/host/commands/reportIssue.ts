/** Opens a report on Portside itself, and offers the tracker that it goes to. */
import { window, workspace } from 'vscode';
import { changedSettings, type SettingProperties } from '../diagnostics/changedSettings.ts';
import { endpointRows } from '../diagnostics/endpointRows.ts';
import { environment } from '../diagnostics/environment.ts';
import { offerTracker } from '../diagnostics/offerTracker.ts';
import { reportText } from '../diagnostics/reportText.ts';
import { type Bugs, trackerUrl } from '../diagnostics/trackerUrl.ts';
import { unawaited } from '../diagnostics/unawaited.ts';
import type { CommandContext } from './commandContext.ts';

/** As far as it is read here. */
interface Manifest {
  readonly bugs?: Bugs;
  readonly contributes: { readonly configuration: { readonly properties: SettingProperties } };
}

export async function reportIssue({ endpoints, log, extension }: CommandContext): Promise<void> {
  const { contributes, bugs } = extension.packageJSON as Manifest;
  const settings = workspace.getConfiguration();
  const content = reportText({
    environment: environment(extension),
    // The host's copy, which may be 50 ms old: an engine that hangs would never answer, and that is when a report is wanted.
    endpoints: endpointRows(endpoints.all),
    settings: changedSettings(contributes.configuration.properties, key => settings.get(key)),
    log,
  });
  const document = await workspace.openTextDocument({ language: 'markdown', content });
  await window.showTextDocument(document);
  const tracker = trackerUrl(bugs);
  if (tracker) unawaited(offerTracker(document, tracker));
}
