/** *Export Transcript*: writes to a file that the user chooses, with progress and cancellation. */
import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import * as z from 'zod';
import { Dismissed } from '../../client/dismissed.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { CallWatch } from '../../client/windowEngine.ts';
import type { ExportOptions } from '../../core/calls/transcriptCalls.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { type ExportFormat, exportFormatNames } from '../../core/exportFormat.ts';
import { SocketError } from '../../core/socketError.ts';
import type { EntryKind, ViewFilter } from '../../core/transcriptEntry.ts';
import { viewFilter } from '../../protocol/schemas/viewFilter.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { checkWriting } from '../permissions/checks.ts';
import { saveDialog } from '../shown/dialogs.ts';
import { localPathOf } from '../shown/localPath.ts';
import { informationNotice, progressNotice } from '../shown/notices.ts';
import { besidePanel } from '../shown/panelTabs.ts';
import { askItem } from '../shown/questions.ts';
import { shownLanguage } from '../shown/translated.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';
import { uriArgument } from './uriArgument.ts';

const exportArgument = z.looseObject({
  format: z.enum(exportFormatNames),
  uri: uriArgument,
  peer: z.string().optional(),
  direction: z.enum(['in', 'out']).optional(),
});
const shownArgument = z.looseObject({ filter: viewFilter });

const received: readonly EntryKind[] = ['in'];
const sent: readonly EntryKind[] = ['out', 'answer'];

interface Target {
  readonly format: ExportFormat;
  readonly uri: Uri;
  readonly filter: ViewFilter;
}

/**
 * `{endpoint, format, uri, peer?, direction?}`; the user is asked if format and file are missing. Raw bytes are the received ones unless
 * `direction` is `out`.
 * @throws TypeError naming what is wrong with the argument.
 */
export async function exportTranscript(
  argument: unknown,
  context: Uses<'endpoints' | 'permissions' | 'panels'>,
): Promise<{ entries: number } | undefined> {
  const { endpoints, permissions } = context;
  const endpoint = await endpointOf(argument, context);
  const given = exportArgument.safeParse(argument);
  if (given.success) {
    const { format, uri, peer, direction = format === 'raw' ? 'in' : undefined } = given.data;
    const path = localPathOf(uri);
    await checkWriting(permissions, uri);
    const kinds = direction && { kinds: direction === 'in' ? received : sent };
    const filter = { ...kinds, ...(peer !== undefined && { peers: [peer] }) };
    const watch = { signal: new AbortController().signal, onProgress: () => undefined };
    const { entries } = await endpoints.exportTranscript(
      endpoint.id,
      { format, path, filter, ...translations() },
      watch,
    );
    return { entries };
  }
  if (hasTarget(argument)) throw new TypeError(z.prettifyError(given.error));
  const shown = await shownEntries(endpoint, shownArgument.safeParse(argument).data?.filter ?? {}, endpoints);
  const target = await askTarget(endpoint, shown);
  const { entries } = await withProgress(target.uri, watch =>
    endpoints.exportTranscript(endpoint.id, { ...target, path: localPathOf(target.uri), ...translations() }, watch),
  );
  unawaited(offerToOpen(target.uri, entries));
  return { entries };
}

/** Returns the translations for the export: its sentences are in the language of VS Code, too. */
function translations(): Pick<ExportOptions, 'translations'> {
  return l10n.bundle ? { translations: { language: shownLanguage(), texts: l10n.bundle } } : {};
}

/** Whether the caller passed part of what is needed, so that the user isn't asked. */
function hasTarget(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && ('format' in argument || 'uri' in argument);
}

/**
 * Returns the filter for the export. If the panel shows no entries, the user is asked whether to export everything.
 * @throws Dismissed if the user declines.
 */
async function shownEntries({ id }: EndpointSnapshot, filter: ViewFilter, { engine }: Endpoints): Promise<ViewFilter> {
  if (!isFilter(filter)) return filter;
  const { view, state } = await engine.openView(id, filter);
  await engine.closeView(view);
  // An unfinished search may still find something.
  if (state.end > state.first || state.scanned < state.total) return filter;
  const all = l10n.t('Export All Entries');
  if ((await informationNotice(l10n.t('Nothing to export: no entries are shown.'), all)) === all) return {};
  throw new Dismissed();
}

function isFilter(filter: ViewFilter): boolean {
  return Object.keys(filter).length > 0;
}

interface FormatItem extends QuickPickItem {
  readonly format: ExportFormat;
  readonly extension: string;
  readonly kinds?: readonly EntryKind[];
}

async function askTarget(endpoint: EndpointSnapshot, shown: ViewFilter): Promise<Target> {
  const items: FormatItem[] = [
    { label: l10n.t('Text'), description: l10n.t('one line per entry'), format: 'text', extension: 'txt' },
    { label: l10n.t('Hexdump'), description: l10n.t('for Wireshark’s text2pcap'), format: 'hexdump', extension: 'hex' },
    { label: l10n.t('JSON Lines'), description: l10n.t('for programs'), format: 'jsonl', extension: 'jsonl' },
    {
      label: l10n.t('Received Bytes'),
      description: l10n.t('payload only'),
      format: 'raw',
      extension: 'bin',
      kinds: received,
    },
    { label: l10n.t('Sent Bytes'), description: l10n.t('payload only'), format: 'raw', extension: 'bin', kinds: sent },
  ];
  const offered = items.filter(
    ({ kinds }) => !kinds || !shown.kinds || kinds.some(kind => shown.kinds?.includes(kind)),
  );
  const chosen = await askItem(offered, {
    placeHolder: isFilter(shown)
      ? l10n.t('Export only the rows shown, as…')
      : l10n.t('Export the transcript of {0} as…', labelInSentence(endpoint)),
  });
  const name = `${baseNameOf(endpoint)}.${chosen.extension}`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const uri = await saveDialog({
    title: l10n.t('Export Transcript'),
    saveLabel: l10n.t('Export'),
    ...(folder?.scheme === 'file' && { defaultUri: Uri.joinPath(folder, name) }),
  });
  if (!uri) throw new Dismissed();
  const { kinds = chosen.kinds } = shown;
  const both = kinds?.filter(kind => chosen.kinds?.includes(kind) ?? true);
  return { format: chosen.format, uri, filter: { ...shown, ...(both && { kinds: both }) } };
}

/** Returns the endpoint's label as a file name without a leading hyphen, which programs would take for an option. */
function baseNameOf(endpoint: EndpointSnapshot): string {
  return labelInSentence(endpoint)
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^-(?=.)/, '');
}

async function withProgress<T>(uri: Uri, run: (watch: CallWatch) => Promise<T>): Promise<T> {
  const title = l10n.t('Exporting to {0}', uri.path.split('/').at(-1) ?? '');
  return progressNotice(title, (report, token) => {
    const cancelling = new AbortController();
    token.onCancellationRequested(() => cancelling.abort());
    let shown = 0;
    const onProgress = (done: number, total: number) => {
      const percent = Math.floor((100 * done) / Math.max(1, total));
      report({ increment: percent - shown, message: `${percent} %` });
      shown = percent;
    };
    return run({ signal: cancelling.signal, onProgress }).catch((error: unknown) => {
      throw error instanceof SocketError && error.code === 'CANCELLED' ? new Dismissed() : error;
    });
  });
}

async function offerToOpen(uri: Uri, entries: number): Promise<void> {
  const open = l10n.t('Open');
  const path = workspace.asRelativePath(uri);
  const message =
    entries === 1 ? l10n.t('Exported 1 entry to {0}.', path) : l10n.t('Exported {0} entries to {1}.', entries, path);
  if ((await informationNotice(message, open)) === open) await window.showTextDocument(uri, besidePanel());
}
