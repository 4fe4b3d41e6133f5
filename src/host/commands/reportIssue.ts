/** Opens a report about Portside itself, and offers to open the issue tracker. */
import { workspace } from 'vscode';
import {
  type Bugs,
  changedSettings,
  type SettingProperties,
  trackerUrl,
} from '../../client/diagnostics/issueReport.ts';
import { unawaited } from '../../client/unawaited.ts';
import { endpointRows } from '../diagnostics/endpointRows.ts';
import { environment } from '../diagnostics/environment.ts';
import { offerTracker } from '../diagnostics/offerTracker.ts';
import { reportText } from '../diagnostics/reportText.ts';
import { showUntitled } from '../shown/showUntitled.ts';
import type { Uses } from './commandContext.ts';

/** The part of package.json that is read here. */
interface Manifest {
  readonly bugs?: Bugs;
  readonly contributes: { readonly configuration: { readonly properties: SettingProperties } };
}

export async function reportIssue({
  endpoints,
  log,
  extension,
}: Uses<'endpoints' | 'log' | 'extension'>): Promise<void> {
  const { contributes, bugs } = extension.packageJSON as Manifest;
  const settings = workspace.getConfiguration();
  const content = reportText({
    environment: environment(extension),
    // The host's copy, which may be 50 ms old: a hung engine would never answer, and that is when a report is needed
    // most.
    endpoints: endpointRows(endpoints.all),
    settings: changedSettings(contributes.configuration.properties, key => settings.get(key)),
    log,
  });
  const document = await showUntitled('markdown', content);
  const tracker = trackerUrl(bugs);
  if (tracker) unawaited(offerTracker(document, tracker));
}
