/** Joins the calls of an engine, which `EngineCalls` describes. Runs in Node, without VS Code. */
import type { EngineCalls } from '../core/calls.ts';
import { boundMethods } from './boundMethods.ts';
import { ConversationService } from './calls/conversationService.ts';
import { EndpointService } from './calls/endpointService.ts';
import { FileTransferService } from './calls/fileTransferService.ts';
import { FramingService } from './calls/framingService.ts';
import { TranscriptService } from './calls/transcriptService.ts';
import { VideoStreamService } from './calls/videoStreamService.ts';
import type { EngineOptions } from './engineOptions.ts';
import { EngineParts } from './engineParts.ts';

export type Engine = ReturnType<typeof createEngine>;

export function createEngine(options: EngineOptions) {
  const parts = new EngineParts(options);
  return {
    ...boundMethods(new EndpointService(parts)),
    ...boundMethods(new ConversationService(parts)),
    ...boundMethods(new FileTransferService(parts)),
    ...boundMethods(new VideoStreamService(parts)),
    ...boundMethods(new TranscriptService(parts)),
    ...boundMethods(new FramingService(parts)),
    dispose: () => parts.dispose(),
  } satisfies EngineCalls;
}
