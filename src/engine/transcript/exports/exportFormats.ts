/** The export formats. A new one is a new file and one line here. */
import type { ExportFormat } from '../../../core/exportFormat.ts';
import type { Translate } from '../../../core/phrase.ts';
import type { ExportFormatter } from './exportEntry.ts';
import { hexdumpExport } from './hexdumpExport.ts';
import { jsonLinesExport } from './jsonLinesExport.ts';
import type { ExportedEndpoint } from './packetSides.ts';
import { rawExport } from './rawExport.ts';
import { textExport } from './textExport.ts';

/** Functions that create the formatter of one export. `translate` translates its sentences. */
export const exportFormats: Record<
  ExportFormat,
  (endpoint: ExportedEndpoint, translate: Translate) => ExportFormatter
> = {
  text: textExport,
  hexdump: hexdumpExport,
  jsonl: jsonLinesExport,
  raw: () => rawExport,
};
