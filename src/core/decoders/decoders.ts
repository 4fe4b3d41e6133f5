/**
 * Decoders in the order in which their formats are offered. If several are preferred, a payload opens in the last one.
 */
import { charactersDecoder } from './charactersDecoder.ts';
import type { PayloadDecoder } from './decoder.ts';
import { jsonDecoder } from './jsonDecoder.ts';
import { pickleDecoder } from './pickleDecoder.ts';
import { pictureDecoder } from './pictureDecoder.ts';

export const decoders: readonly PayloadDecoder[] = [charactersDecoder, jsonDecoder, pickleDecoder, pictureDecoder];
