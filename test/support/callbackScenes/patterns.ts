/** Makes each callback of the pattern thread run. */
import type { ReplyRule } from '../../../src/core/endpointConfig.ts';
import type { CallbackScenarios, CallbackScene } from '../callbackScene.ts';
import { hastenSlowPatternOnce, slowPattern } from '../slowPattern.ts';
import { withWorkers } from './withWorkers.ts';

const lineBytes = 3 * 1024 * 1024;

/** Makes a server look for the reply to a long line, on the thread. */
async function match(scene: CallbackScene, regex = '^a'): Promise<{ server: string; peer: string }> {
  const reply: ReplyRule[] = [{ when: { regex }, send: 'y' }];
  const { server, socket, peer } = await scene.serverAndSocket({ framing: { line: 'lf' }, reply });
  socket.resume().write(`${'a'.repeat(lineBytes)}\n`);
  return { server: server.id, peer };
}

function matchSlowly(scene: CallbackScene): Promise<unknown> {
  hastenSlowPatternOnce();
  return match(scene, slowPattern);
}

/** Ends the conversation as soon as a pattern is being matched. */
async function leave(scene: CallbackScene): Promise<void> {
  const matching = scene.begun('answering.match');
  const { server, peer } = await match(scene);
  await matching;
  await scene.engine.disconnect(server, peer);
}

export const patternScenes = {
  'patternThread.message': { leaves: 'patternFailed', run: match },
  'patternThread.error': {
    leaves: 'patternFailed',
    run: scene =>
      withWorkers(
        worker => worker.emit('error', new Error('failing')),
        async () => {
          await match(scene);
          await scene.thrown('patternThread.error');
        },
      ),
  },
  'patternThread.exit': {
    leaves: 'patternFailed',
    run: scene =>
      withWorkers(
        worker => worker.terminate(),
        async () => {
          await match(scene);
          await scene.thrown('patternThread.exit');
        },
      ),
  },
  'patternThread.post': { leaves: 'nothing', run: leave },
  'patternThread.withdraw': { leaves: 'nothing', run: leave },
  'patternThread.deadline': { leaves: 'patternFailed', run: matchSlowly },
  'patternThread.late': { leaves: 'patternFailed', run: matchSlowly },
  'patternThread.terminate': { leaves: 'nothing', when: 'end', run: matchSlowly },
} satisfies CallbackScenarios;
