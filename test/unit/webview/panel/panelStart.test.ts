import assert from 'node:assert/strict';
import type { EndpointState } from '../../../../src/core/endpointSnapshot.ts';
import type { PanelState } from '../../../../src/protocol/panelCalls.ts';
import { offersStart, startAction } from '../../../../webview/panel/panelStart.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { panelStateOf } from '../../../support/panelState.ts';

describe('starting an endpoint from its panel', () => {
  it('is trying again after a failure', () => {
    const acted: unknown[] = [];
    const labels = (['closed', 'failed'] as const).map(state => {
      const { act, label } = startAction(state, action => acted.push(action));
      act();
      return label;
    });
    assert.deepEqual(
      [labels, acted],
      [
        ['Start', 'Try Again'],
        ['restart', 'restart'],
      ],
    );
  });

  it('is offered where the panel says why it isn’t open', () => {
    const offers = (state: EndpointState, more: Partial<PanelState>) =>
      offersStart(panelStateOf({ endpoint: endpointSnapshot('e1', 1, { state }), ...more }));
    assert.ok(offers('failed', { failure: 'No.' }) && offers('closed', { wasOpen: true }));
    assert.ok(!offers('closed', {}) && !offers('reconnecting', { failure: 'No.' }));
  });
});
