/** The schema library's sentences in German, for those of an endpoint's config that are not ours. */
import * as z from 'zod';
import german from 'zod/v4/locales/de.js';

export function useGerman(): void {
  z.config(german());
}
