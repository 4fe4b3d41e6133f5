/** `npm run l10n`: updates the German files from the source and lists the strings to translate. */
import { translations, update } from '../support/translations.ts';

for (const translation of await translations()) {
  const waiting = await update(translation);
  console.log(`${translation.file}: ${waiting.length === 0 ? 'complete' : `${waiting.length} to translate`}`);
  for (const key of waiting) console.log(`  ${key}`);
}
