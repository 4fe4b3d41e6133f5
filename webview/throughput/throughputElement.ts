/**
 * A small graph of the last minute: bytes per second in and out. It only reads counters, so its cost doesn't depend on
 * traffic.
 */
import * as l10n from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import uPlot from 'uplot';
import { formatBytes } from '../../src/core/bytes/formatBytes.ts';
import type { Counters } from '../../src/core/endpointSnapshot.ts';
import { RateHistory } from './rateHistory.ts';

const everyMs = 1000;
const size = { width: 96, height: 24 };

@customElement('portside-throughput')
export class ThroughputElement extends LitElement {
  @property({ attribute: false }) counters: Counters | undefined;
  @state() private label = '';
  private readonly history = new RateHistory();
  private graph: uPlot | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.sample(), everyMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.graph?.destroy();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override firstUpdated(): void {
    this.sample();
    const graph = this.querySelector<HTMLElement>('.graph');
    if (graph) this.graph = new uPlot(this.options(), this.history.columns, graph);
  }

  protected override render(): TemplateResult {
    return html`<span class="graph" role="img" title=${this.label} aria-label=${this.label}></span>`;
  }

  private sample(): void {
    if (!this.counters) return;
    this.history.sample(this.counters, performance.now());
    const { bytesIn, bytesOut } = this.history.now;
    this.label = l10n.t(
      '{0}/s received, {1}/s sent; graph of the last minute',
      formatBytes(bytesIn),
      formatBytes(bytesOut),
    );
    this.graph?.setData(this.history.columns);
  }

  private options(): uPlot.Options {
    // Read at each drawing, so that the lines follow the theme.
    const color = (name: string) => () => getComputedStyle(this).getPropertyValue(name);
    const line = (name: string): uPlot.Series => ({ stroke: color(name), width: 1, points: { show: false } });
    return {
      ...size,
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      padding: [2, 0, 2, 0],
      scales: { x: { time: false }, y: { range: (_graph, _min, max) => [0, Math.max(1, max)] } },
      series: [{}, line('--in'), line('--out')],
    };
  }
}
