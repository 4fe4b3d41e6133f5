/** The numbers at an offset, little- and big-endian. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { type NumberReading, type NumberType, numbersAt } from '../../src/core/bytes/numbersAt.ts';

/** Types in two tables: those with many digits are separate, so that the others need less width. */
const shortTypes: readonly NumberType[] = ['u8', 'i8', 'u16', 'i16', 'u24', 'u32', 'i32'];
const longTypes: readonly NumberType[] = ['u64', 'i64', 'f32', 'f64', 'unixTime'];
const none = '–';

/**
 * Types that don't fit, or make no sense at the offset, show a dash, so that rows keep their places as the cursor
 * moves.
 */
export function numbersTable(bytes: Uint8Array, offset: number): TemplateResult {
  const readings = offset < bytes.length ? numbersAt(bytes, offset) : [];
  return html`<div class="numbers" role="region" tabindex="0" aria-label=${l10n.t('Numbers at offset {0}', offset)}>
    ${table(l10n.t('Integers'), shortTypes, readings)}
    ${table(l10n.t('Long integers, floats and times'), longTypes, readings)}
  </div>`;
}

function table(label: string, types: readonly NumberType[], readings: readonly NumberReading[]): TemplateResult {
  return html`<table aria-label=${label}>
    <colgroup><col class="numbers-type"><col span="2"></colgroup>
    <thead><tr>
      <th scope="col"><span class="spoken">${l10n.t('Type')}</span></th>
      <th scope="col">${l10n.t('Little-endian')}</th>
      <th scope="col">${l10n.t('Big-endian')}</th>
    </tr></thead>
    <tbody>${types.map(wanted =>
      tableRow(
        wanted,
        readings.find(({ type }) => type === wanted),
      ),
    )}</tbody>
  </table>`;
}

function tableRow(type: NumberType, reading: NumberReading | undefined): TemplateResult {
  return html`<tr>
    <th scope="row">${type === 'unixTime' ? l10n.t('Unix time') : type}</th>
    ${
      reading?.sizeBytes === 1
        ? html`<td colspan="2">${reading.little}</td>`
        : html`<td>${broken(reading?.little ?? none)}</td><td>${broken(reading?.big ?? none)}</td>`
    }
  </tr>`;
}

/** Lets a long float break before its exponent. */
function broken(number: string): TemplateResult | string {
  const at = number.indexOf('e');
  return at < 0 ? number : html`${number.slice(0, at)}<wbr>${number.slice(at)}`;
}
