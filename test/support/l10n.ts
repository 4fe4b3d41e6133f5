/** `npm run l10n`: brings the German files in step with the source, and lists what waits for a translation. */
import { translations, update } from './translations.ts';

for (const translation of await translations()) {
  const waiting = await update(translation);
  console.log(`${translation.file}: ${waiting.length === 0 ? 'complete' : `${waiting.length} to translate`}`);
  for (const key of waiting) console.log(`  ${key}`);
}
