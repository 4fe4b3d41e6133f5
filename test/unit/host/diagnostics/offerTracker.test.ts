import '../../../support/vscodeStub.ts';
import assert from 'node:assert/strict';

describe('offerTracker', () => {
  const url = 'https://example.com/issues';
  let done: string[];
  let text: string;

  async function offer(answer: (button: string) => string | undefined): Promise<void> {
    const { offerTracker } = await import('../../../../src/host/diagnostics/offerTracker.ts');
    const { window, env } = (await import('vscode')) as unknown as Record<'window' | 'env', object>;
    done = [];
    text = 'as it was opened';
    Object.assign(window ?? {}, {
      showInformationMessage: async (_question: string, button: string) => {
        text = 'completed';
        return answer(button);
      },
    });
    Object.assign(env ?? {}, {
      clipboard: { writeText: async (copied: string) => void done.push(copied) },
      openExternal: async (address: string) => void done.push(address),
    });
    await offerTracker({ getText: () => text }, url);
  }

  it('copies the completed report and opens the tracker', async () => {
    await offer(button => button);
    assert.deepEqual(done, ['completed', url]);
  });

  it('does nothing when the offer is dismissed', async () => {
    await offer(() => undefined);
    assert.deepEqual(done, []);
  });
});
