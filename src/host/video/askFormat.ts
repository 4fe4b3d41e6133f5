/** Asks for the format of sent video: codec, size and rate. */
import { l10n, type QuickPickItem } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import { askItem, askText } from '../shown/questions.ts';
import { type VideoFormat, videoFormat } from './videoChoices.ts';

const sizes: readonly (readonly [number, number])[] = [
  [320, 240],
  [640, 480],
  [800, 600],
  [1280, 720],
  [1920, 1080],
];
const rates = [5, 10, 15, 25, 30, 60] as const;
const qualities = [50, 80, 95] as const;

/** Returns, for example, `pickled array, little-endian length, 640 × 480, 30 fps`. */
export function formatLabel({ codec, quality, endian, width, height, fps }: VideoFormat): string {
  const what = codec === 'pickle' ? l10n.t('pickled array') : l10n.t('JPEG, quality {0}', quality);
  const length = endian === 'little' ? l10n.t('little-endian length') : l10n.t('big-endian length');
  return `${what}, ${length}, ${width} × ${height}, ${l10n.t('{0} fps', fps)}`;
}

/** Each question lists the previous answer first. Rejects with Dismissed. */
export async function askFormat(before: VideoFormat): Promise<VideoFormat> {
  const codec = await choose(l10n.t('How should frames be encoded on the wire?'), before.codec, [
    {
      label: l10n.t('Pickled numpy array (BGR)'),
      detail: l10n.t('For pickle.loads and cv2.imshow: shape (height, width, 3), uint8. Lossless but large.'),
      value: 'pickle' as const,
    },
    {
      label: l10n.t('JPEG'),
      detail: l10n.t('For cv2.imdecode, browsers and Portside. Small, with a slight loss of quality.'),
      value: 'jpeg' as const,
    },
  ]);
  const quality = codec === 'jpeg' ? await askQuality(before.quality) : before.quality;
  const endian = await choose(l10n.t('How should the length before each frame be encoded?'), before.endian, [
    {
      label: l10n.t('8 bytes, little-endian'),
      detail: 'struct.pack("Q", n), struct.pack("<Q", n)',
      value: 'little' as const,
    },
    {
      label: l10n.t('8 bytes, big-endian'),
      detail: 'struct.pack("!Q", n), struct.pack(">Q", n)',
      value: 'big' as const,
    },
  ]);
  const { width, height } = await askSize(before);
  return { codec, quality, endian, width, height, fps: await askRate(before.fps) };
}

interface Item<T> extends QuickPickItem {
  readonly value: T;
}

/** Lists the previous choice first, so that Enter accepts it. */
async function choose<T>(placeHolder: string, before: T, items: readonly Item<T>[]): Promise<T> {
  const sorted = [...items].sort((one, other) => Number(other.value === before) - Number(one.value === before));
  const chosen = await askItem(sorted, { title: l10n.t('Send Video'), placeHolder });
  return chosen.value;
}

async function askQuality(before: number): Promise<number> {
  const items = [...new Set([...qualities, before])];
  return choose(
    l10n.t('JPEG quality, 1 to 100'),
    before,
    items.map(value => ({ label: String(value), value })),
  );
}

async function askRate(before: number): Promise<number> {
  const items = [...new Set([...rates, before])];
  const label = (fps: number) => l10n.t('{0} fps', fps);
  return choose(
    l10n.t('Max frames per second'),
    before,
    items.map(value => ({ label: label(value), value })),
  );
}

async function askSize({ width, height }: VideoFormat): Promise<{ width: number; height: number }> {
  const last = `${width} × ${height}`;
  const labels = new Set([...sizes.map(([across, down]) => `${across} × ${down}`), last]);
  const other = l10n.t('Other Size…');
  const items = [...labels, other].map(value => ({ label: value, value }));
  const chosen = await choose(l10n.t('Size of each frame, in pixels'), last, items);
  return sizeIn(chosen) ?? askOtherSize(last);
}

async function askOtherSize(before: string): Promise<{ width: number; height: number }> {
  const text = await askText({
    title: l10n.t('Send Video'),
    prompt: l10n.t('Width and height in pixels'),
    value: before,
    validateInput: typed =>
      sizeIn(typed) ? undefined : l10n.t('Enter two whole numbers from 2 to 4096, for example 640x480.'),
  });
  const size = sizeIn(text ?? '');
  if (!size) throw new Dismissed();
  return size;
}

function sizeIn(text: string): { width: number; height: number } | undefined {
  const [, width, height] = /^\s*(\d+)\s*[x×*, ]\s*(\d+)\s*$/i.exec(text) ?? [];
  return videoFormat
    .pick({ width: true, height: true })
    .required()
    .safeParse({ width: Number(width), height: Number(height) }).data;
}
