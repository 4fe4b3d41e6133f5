/** Shows the pictures of one video while it is visible, as large as there is room. */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { VideoPicture } from '../../src/core/video/video.ts';
import { isPageVisible, onVisibilityChange } from '../pageVisibility.ts';
import type { Size } from '../size.ts';
import { paintPicture } from './paintPicture.ts';
import type { PicturePlace, PictureScreens } from './pictureScreens.ts';
import { actual, fitted, isCrisp } from './pictureSize.ts';

@customElement('portside-picture')
export class PictureElement extends LitElement implements PicturePlace {
  @property({ attribute: false }) video = '';
  /** Description for screen readers. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) screens: PictureScreens | undefined;
  /** Whether each pixel has the size of one on the screen; otherwise, the picture is as large as there is room. */
  @property({ attribute: false }) isActualSize = false;
  /** Whether pictures are painted even while it isn't visible, because they are recorded. */
  @property({ attribute: false }) isRecorded = false;
  /** Called for the first picture, and for one with a different size. */
  @property({ attribute: false }) onSize: (video: string, size: Size) => void = () => undefined;
  @state() private size: Size = { width: 0, height: 0 };
  @query('canvas') readonly canvas!: HTMLCanvasElement;
  private room: Size = { width: 0, height: 0 };
  private isOnScreen = false;
  private stopListening: (() => void) | undefined;
  private readonly resized = new ResizeObserver(() => this.measure());
  private readonly scrolled = new IntersectionObserver(entries => {
    this.isOnScreen = entries.at(-1)?.isIntersecting ?? false;
    this.pull();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = onVisibilityChange(() => this.pull());
    this.resized.observe(this);
    this.scrolled.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    this.resized.disconnect();
    this.scrolled.disconnect();
    this.screens?.hide(this.video, this);
  }

  async paint(picture: VideoPicture): Promise<void> {
    await paintPicture(this.canvas, picture);
    const { width, height } = this.canvas;
    if (width === this.size.width && height === this.size.height) return;
    this.size = { width, height };
    this.onSize(this.video, this.size);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label} width="0" height="0"></canvas>`;
  }

  protected override updated(): void {
    this.layOut();
    this.pull();
  }

  private pull(): void {
    const isSeen = isPageVisible() && this.isOnScreen;
    if (this.isConnected && (isSeen || this.isRecorded)) this.screens?.show(this.video, this);
    else this.screens?.hide(this.video, this);
  }

  private measure(): void {
    this.room = { width: this.clientWidth, height: this.clientHeight };
    this.layOut();
  }

  /** Sets properties, since the page's content security policy forbids style attributes. */
  private layOut(): void {
    const { canvas, size } = this;
    const shown = this.isActualSize ? actual(size, devicePixelRatio) : fitted(size, this.room);
    canvas.style.width = `${shown.width}px`;
    canvas.style.height = `${shown.height}px`;
    canvas.classList.toggle('crisp', isCrisp(size, shown, devicePixelRatio));
  }
}
