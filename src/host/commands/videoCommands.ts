/** Commands for video: from the palette, from menus and pages, and for callers, which aren't prompted. */
import { l10n, ThemeIcon, Uri } from 'vscode';
import * as z from 'zod';
import { captureMethodIds } from '../../camera/captureMethodOutlines.ts';
import { isUserInvocation } from '../../client/callers/isUserInvocation.ts';
import { unawaited } from '../../client/unawaited.ts';
import { videoSources } from '../../client/video/videoSources.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import { hasVideoEnded, type VideoSnapshot } from '../../core/video/video.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { checkCapture, checkSending, checkWriting } from '../permissions/checks.ts';
import { panelTitle } from '../shown/panelTitles.ts';
import { pick } from '../shown/pick.ts';
import { askInTurn } from '../shown/questions.ts';
import { writeUri } from '../shown/writeUri.ts';
import { askSource, askTargets, askVideoSourceFile, type VideoTargets } from '../video/askVideo.ts';
import type { VideoParts } from '../video/createVideoParts.ts';
import { askRecording, startRecording, stopRecording } from '../video/recordVideo.ts';
import { askVideoFile, extensionOf, offerSnapshot } from '../video/saveVideo.ts';
import { startVideo as start } from '../video/startVideo.ts';
import { type VideoChoice, videoFormat } from '../video/videoChoices.ts';
import { endpointOf, namedPeer, peerOf, pickEndpoint } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';
import { uriArgument } from './uriArgument.ts';

/** A page that takes longer to show a video has failed. */
const pageTimeoutMs = 10_000;

const startArgument = videoFormat.partial().extend({
  endpoint: z.string(),
  source: z.enum(videoSources).default('test-pattern'),
  uri: uriArgument.optional(),
  way: z.enum(captureMethodIds).optional(),
  device: z.string().optional(),
  peer: z.string().optional(),
  toNewPeers: z.boolean().default(false),
});

const wireArgument = z.discriminatedUnion('format', [
  z.object({ format: z.literal('length-prefixed'), endian: z.enum(['little', 'big']) }),
  z.object({ format: z.literal('multipart') }),
]);

/** The parts about video that a command uses. */
interface UsesVideo<Part extends keyof VideoParts> {
  readonly video: Pick<VideoParts, Part>;
}

/** `{endpoint, peer, wire?}`: shows what a peer sends as video. */
export async function showVideo(argument: unknown, context: Uses<'endpoints' | 'panels'> & UsesVideo<'videos'>) {
  const { endpoints, video, panels } = context;
  const endpoint = await streamOf(argument, context);
  const peer = await peerOf(argument, endpoint, endpoints);
  const given = (argument ?? {}) as { wire?: unknown };
  const wire = given.wire === undefined ? undefined : checked(wireArgument, given.wire);
  const { id } = await video.videos.show(endpoint.id, peer, wire);
  if (isUserInvocation(argument)) panels.open(endpoint.id);
  return { id };
}

/** `{endpoint, source?, codec?, …, peer?}`; without an argument, the user is asked for everything. */
export async function startVideoCommand(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'permissions'> & UsesVideo<'videos' | 'captures' | 'pages' | 'choices'>,
): Promise<{ id: string }> {
  const { endpoints, video, panels } = context;
  if (!isUserInvocation(argument)) {
    const { endpoint, source, uri, way: method, device, peer, toNewPeers, ...given } = checked(startArgument, argument);
    checkCapture(context.permissions, source);
    if (source === 'file' && uri) await checkSending(context.permissions, uri);
    const target = peer === undefined ? undefined : { peer };
    const wanted = { source, uri, method, device, format: videoFormat.parse(given), target, toNewPeers };
    const { id } = await start(video, endpoints.find(endpoint), wanted);
    return { id };
  }
  const endpoint = await streamOf(argument, context);
  const choices = await video.choices();
  const before = choices.of(endpoint.config);
  const { source, format, uri, targets } = await askVideo(endpoint, before, namedPeer(argument), endpoints);
  await choices.choose(endpoint.config, { source, format });
  panels.open(endpoint.id);
  // The panel's page may be the capture method.
  if (source === 'camera' || source === 'screen')
    await video.pages.whenShowing({ id: '', endpoint: endpoint.id }, pageTimeoutMs);
  const { id } = await start(video, endpoint, { source, uri, format, ...targets });
  return { id };
}

/**
 * Asks what to send, and to whom. The file comes last: when VS Code's own file dialog closes, the panel receives the focus, even if another
 * question is open by then.
 */
function askVideo(endpoint: EndpointSnapshot, before: VideoChoice, peer: string | undefined, endpoints: Endpoints) {
  return askInTurn(async () => {
    const asked = await askSource(before);
    const targets: VideoTargets =
      peer === undefined ? await askTargets(endpoints, endpoint) : { target: { peer }, toNewPeers: false };
    return { ...asked, targets, uri: asked.source === 'file' ? await askVideoSourceFile() : undefined };
  });
}

/** `{endpoint, video?}`; the only one running if none is named. */
export async function stopVideo(
  argument: unknown,
  context: Uses<'endpoints' | 'panels'> & UsesVideo<'videos'>,
): Promise<void> {
  const { id, endpoint } = await videoOf(argument, context);
  await context.endpoints.engine.stopVideo(id);
  await context.video.videos.of(endpoint);
}

/** `{endpoint, video?, muted?}`: mutes or unmutes a video that is sent; toggles if `muted` is absent. */
export async function muteVideo(
  argument: unknown,
  context: Uses<'endpoints' | 'panels'> & UsesVideo<'videos'>,
): Promise<void> {
  const { id, endpoint } = await videoOf(argument, context, video => video.direction === 'out');
  const { muted } = (argument ?? {}) as { muted?: boolean };
  await context.endpoints.engine.muteVideo(id, muted === undefined ? undefined : muted === true);
  await context.video.videos.of(endpoint);
}

/** `{endpoint, video?, uri?}`: writes the newest picture to a file, pixel for pixel. */
export async function snapshotVideo(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'permissions'> & UsesVideo<'videos'>,
): Promise<{ uri: Uri }> {
  const video = await videoOf(argument, context);
  const picture = await context.endpoints.engine.snapshotPicture(video.id);
  const named = await namedFile(argument, context);
  const uri =
    named ??
    (await askVideoFile(video, extensionOf(picture), { title: l10n.t('Save Snapshot'), saveLabel: l10n.t('Save') }));
  await writeUri(uri, picture.bytes);
  if (!named) unawaited(offerSnapshot(uri));
  return { uri };
}

/** `{endpoint, video?, uri?}`: starts or stops recording a video to a file. */
export async function recordVideo(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'permissions'> & UsesVideo<'videos' | 'pages' | 'recordings' | 'tabs'>,
) {
  const { video: parts } = context;
  const video = await videoOf(argument, context);
  const running = parts.recordings.of(video.id);
  if (running !== undefined) {
    const { path, bytes } = await stopRecording(parts, running);
    return { uri: Uri.file(path), bytes };
  }
  const page = parts.pages.showing(video) ?? (await openedTab(video, context));
  if (!page) throw new SocketError('NOT_SHOWN');
  const uri = await namedFile(argument, context);
  if (uri) await startRecording(parts, video, { page, uri });
  else page.record(await askRecording(parts, video, page.owner), video.id);
  return { uri };
}

/** `{endpoint, video?}`: shows a video in a tab of its own. */
export async function openVideo(
  argument: unknown,
  context: Uses<'endpoints' | 'panels'> & UsesVideo<'videos' | 'tabs'>,
): Promise<void> {
  const video = await videoOf(argument, context);
  (await context.video.tabs()).open(video);
}

async function openedTab(video: VideoSnapshot, context: UsesVideo<'pages' | 'tabs'>) {
  (await context.video.tabs()).open(video);
  return context.video.pages.whenShowing(video, pageTimeoutMs);
}

/** Returns the endpoint that the argument names, that of the active panel, or an open one that could carry video. */
async function streamOf(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<EndpointSnapshot> {
  const { endpoints, panels } = context;
  if (argument !== undefined) return endpointOf(argument, context);
  const streams = (await endpoints.now()).filter(({ state, config }) => state === 'open' && isStream(config));
  return pickEndpoint(panels.recent.latestFirst(streams), { endpoints, panels });
}

/**
 * Returns the video that an argument names, the only one running in the active panel or anywhere, or what the user picks.
 * @throws SocketError NO_VIDEO.
 */
async function videoOf(
  argument: unknown,
  context: Uses<'endpoints' | 'panels'> & UsesVideo<'videos'>,
  isCandidate: (video: VideoSnapshot) => boolean = () => true,
): Promise<VideoSnapshot> {
  const {
    endpoints,
    panels,
    video: { videos },
  } = context;
  const named = (argument as { video?: unknown } | undefined)?.video;
  if (typeof named === 'string') return videos.find(named);
  const searched = argument === undefined ? endpoints.all : [await endpointOf(argument, context)];
  const all = (await Promise.all(searched.map(({ id }) => videos.of(id)))).flat();
  const candidates = all.filter(video => !hasVideoEnded(video) && isCandidate(video));
  const inFront = candidates.filter(({ endpoint }) => endpoint === panels.active);
  const running = inFront.length > 0 ? inFront : candidates;
  if (running.length === 1 && running[0]) return running[0];
  return pick(
    running.map(video => ({
      label: video.label,
      iconPath: new ThemeIcon(video.direction === 'in' ? 'arrow-down' : 'arrow-up'),
      description: describe(video, endpoints),
      value: video,
    })),
    l10n.t('Which video?'),
    l10n.t('No video is being sent or received.'),
  );
}

/** Returns the endpoint and the peers of a video, unless its label already names them. */
function describe({ endpoint, label, peers }: VideoSnapshot, endpoints: Endpoints): string {
  const others = peers.map(({ address }) => address).filter(address => address !== label);
  return [panelTitle({ id: endpoint }, endpoints.all), others.join(', ')].filter(part => part !== '').join(' · ');
}

/** Returns the output file that a caller names. Rejects with NOT_ALLOWED if that needs a permission. */
async function namedFile(argument: unknown, { permissions }: Uses<'permissions'>): Promise<Uri | undefined> {
  const { uri } = (argument ?? {}) as { uri?: unknown };
  if (uri === undefined) return undefined;
  const named = checked(uriArgument, uri);
  await checkWriting(permissions, named);
  return named;
}

/** @throws TypeError naming what is wrong. */
function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TypeError(z.prettifyError(parsed.error));
}
