/** Asks how to capture a camera or a screen. */
import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { CameraWayId } from '../../camera/wayOrder.ts';
import { Dismissed } from '../../client/dismissed.ts';
import type { CameraKind } from '../../core/camera/cameraTask.ts';
import { askItem } from '../shown/questions.ts';
import type { CameraWay } from './cameraWays.ts';

const wayIcons: Record<CameraWayId, string> = {
  webview: 'window',
  integratedBrowser: 'browser',
  systemBrowser: 'globe',
  ffmpeg: 'terminal',
};

interface WayItem extends QuickPickItem {
  readonly value?: CameraWayId | 'test-pattern';
  readonly problem?: string | undefined;
}

/** Returns the chosen way, or the test pattern. Rejects with Dismissed, or with the reason if the way can't be used. */
export async function askWay(
  ways: readonly CameraWay[],
  current: CameraWay | undefined,
  kind: CameraKind,
): Promise<CameraWayId | 'test-pattern'> {
  const items: WayItem[] = ways.map(({ id, label, detail, problem }) => ({
    label,
    iconPath: new ThemeIcon(problem === undefined ? wayIcons[id] : 'circle-slash'),
    detail: problem ?? detail,
    ...(id === current?.id && { description: l10n.t('last tried') }),
    value: id,
    problem,
  }));
  const instead: WayItem[] = [
    { label: l10n.t('None'), kind: QuickPickItemKind.Separator },
    { label: l10n.t('Test pattern'), iconPath: new ThemeIcon('symbol-color'), value: 'test-pattern' },
  ];
  const chosen = await askItem([...items, ...instead], {
    title: kind === 'camera' ? l10n.t('Camera') : l10n.t('Screen'),
    placeHolder:
      kind === 'camera' ? l10n.t('How should the camera be captured?') : l10n.t('How should the screen be captured?'),
  });
  if (!chosen?.value) throw new Dismissed();
  if (chosen.problem !== undefined) throw new Error(chosen.problem);
  return chosen.value;
}
