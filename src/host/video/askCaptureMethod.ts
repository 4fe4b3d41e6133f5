/** Asks how to capture a camera or a screen. */
import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { CaptureMethodId } from '../../camera/captureMethodOutlines.ts';
import { Dismissed } from '../../client/dismissed.ts';
import type { CameraKind } from '../../core/camera/cameraTask.ts';
import { askItem } from '../shown/questions.ts';
import type { CaptureMethod } from './captureMethods.ts';

const methodIcons: Record<CaptureMethodId, string> = {
  webview: 'window',
  integratedBrowser: 'browser',
  systemBrowser: 'globe',
  ffmpeg: 'terminal',
};

interface MethodItem extends QuickPickItem {
  readonly value?: CaptureMethodId | 'test-pattern';
  readonly problem?: string | undefined;
}

/** Returns the chosen capture method, or the test pattern. Rejects with Dismissed, or with the reason if the method can't be used. */
export async function askCaptureMethod(
  methods: readonly CaptureMethod[],
  current: CaptureMethod | undefined,
  kind: CameraKind,
): Promise<CaptureMethodId | 'test-pattern'> {
  const items: MethodItem[] = methods.map(({ id, label, detail, problem }) => ({
    label,
    iconPath: new ThemeIcon(problem === undefined ? methodIcons[id] : 'circle-slash'),
    detail: problem ?? detail,
    ...(id === current?.id && { description: l10n.t('last tried') }),
    value: id,
    problem,
  }));
  const instead: MethodItem[] = [
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
