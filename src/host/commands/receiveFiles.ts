/** *Receive Files…*: a TCP server that saves each connection as a file. */
import { l10n } from 'vscode';
import { presets } from '../../core/config/presets.ts';
import { receiveDirectoryOf } from '../endpoints/receiveSettings.ts';
import { askInTurn } from '../shown/questions.ts';
import { askDirectoryChoice, useChosen } from '../transfers/receiveDirectory.ts';
import { askConfig, textsOf } from './askAddress.ts';
import type { Uses } from './commandContext.ts';
import { givenConfig, type Started, start, startByHand } from './startCommands.ts';

/**
 * Without an argument, asks for the port, and for the folder if none is known. With one, silently starts a TCP server
 * with that config.
 */
export async function receiveFiles(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'transfers' | 'permissions' | 'memory'>,
): Promise<Started | undefined> {
  const preset = presets.fileReceiver;
  if (argument !== undefined) {
    const given = givenConfig(argument);
    return start('tcp-server', { ...preset, ...given, files: { ...preset.files, ...given.files } }, context);
  }
  const [config, choice] = await askInTurn(async () => {
    const asked = { ...preset, ...(await askConfig('tcp-server', context.memory, texts())) };
    const isKnown = receiveDirectoryOf(asked) !== undefined;
    return [asked, isKnown ? undefined : await askDirectoryChoice(context.transfers)] as const;
  });
  if (choice) await useChosen(choice);
  return startByHand(config, context);
}

/** Says that files are received raw: each connection becomes one, without a name of its own. */
function texts(): ReturnType<typeof textsOf> {
  const raw = l10n.t('The raw bytes of each connection are saved as one file.');
  return { title: l10n.t('Receive Files'), prompt: `${textsOf(presets.fileReceiver.kind).prompt} ${raw}` };
}
