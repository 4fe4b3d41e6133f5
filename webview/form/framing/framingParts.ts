/** The fields of a framing, by its type. */
import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import type { FramingName } from '../../../src/core/endpointConfig.ts';
import { type FramingType, framingType } from '../../../src/core/sentences/framingTypes.ts';
import { numberText } from '../../language.ts';
import type { FramingDraft } from './framingDraft.ts';
import { bytesRow, partRow, requiredNumberRow, requiredTextRow } from './framingRows.ts';
import { lengthFields } from './lengthFields.ts';
import { namedFramingRow } from './namedFramingRow.ts';

type Parts = readonly TemplateResult[];

export function framingParts(draft: FramingDraft): Parts {
  const parts: Record<FramingType, () => Parts> = {
    none: () => [],
    line: () => [lineEnding(draft)],
    delimiter: () => [delimiter(draft)],
    named: () => [namedFramingRow(draft, draft.framing as FramingName)],
    lengthPrefix: () => lengthFields(draft),
    enclosed: () => enclosed(draft),
    pattern: () => [pattern(draft)],
    header: () => [keepHeader(draft)],
    json: () => [],
    fixed: () => [messageLength(draft)],
    idle: () => [idleTime(draft)],
    slip: () => [],
    cobs: () => [],
  };
  return parts[framingType(draft.framing)]();
}

function lineEnding(draft: FramingDraft): TemplateResult {
  const options = { any: l10n.t('LF, CRLF or CR'), lf: 'LF \\n', crlf: 'CRLF \\r\\n', cr: 'CR \\r' };
  const help = l10n.t('The line ending isn’t part of the message.');
  return partRow(draft, ['line'], { label: l10n.t('Lines end with'), help }, { type: 'choice', options });
}

function delimiter(draft: FramingDraft): TemplateResult {
  const help = l10n.t('For example {0} or {1}. As text, it is sent as UTF-8.', '||', '\\r\\n\\r\\n');
  return bytesRow(draft, ['delimiter'], { label: l10n.t('Delimiter'), help });
}

function enclosed(draft: FramingDraft): Parts {
  const start = l10n.t('Bytes before each message, for example {0} in hex (STX).', '02');
  const end = l10n.t('Bytes after each message, for example {0} in hex (ETX).', '03');
  return [
    bytesRow(draft, ['start'], { label: l10n.t('Start of message'), help: start }),
    bytesRow(draft, ['end'], { label: l10n.t('End of message'), help: end }),
  ];
}

function pattern(draft: FramingDraft): TemplateResult {
  const help = l10n.t(
    'Matches bytes, for example {0} or {1}. The match is part of the message.',
    '\\r?\\n',
    'END\\x03',
  );
  return requiredTextRow(draft, ['pattern'], { label: l10n.t('Pattern'), help });
}

function keepHeader(draft: FramingDraft): TemplateResult {
  const help = l10n.t('Messages include their header, as in SIP and HTTP. Otherwise they don’t, as in LSP and DAP.');
  return partRow(draft, ['keepHeader'], { label: l10n.t('Keep the header'), help }, { type: 'switch' });
}

function messageLength(draft: FramingDraft): TemplateResult {
  const help = l10n.t('Messages of any other length aren’t sent.');
  return requiredNumberRow(draft, ['fixed'], { label: l10n.t('Message length'), help }, l10n.t('bytes'));
}

function idleTime(draft: FramingDraft): TemplateResult {
  const help = l10n.t('Time without data that ends a message, at most {0} ms.', numberText(60_000));
  return requiredNumberRow(draft, ['idleMs'], { label: l10n.t('Idle time'), help }, 'ms');
}
