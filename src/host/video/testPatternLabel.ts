/** The display name of the test pattern. */
import { l10n } from 'vscode';

export function testPatternLabel(): string {
  return l10n.t('Test pattern');
}
