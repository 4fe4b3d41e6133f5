/** Fields of a rule that few need, folded unless one is set or invalid. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Framing, ReplyRule } from '../../../src/core/endpointConfig.ts';
import type { FieldPath } from '../configDraft.ts';
import { type FieldState, numberInput, switchInput, textInput } from '../controls.ts';
import { labeled } from '../fieldRow.ts';
import type { FramingDraft } from '../framing/framingDraft.ts';
import { framingField } from '../framing/framingField.ts';
import { typeId } from '../framing/framingPlaces.ts';
import { fieldAt, type RuleDraft } from './ruleDraft.ts';
import { stateListId } from './stateNames.ts';

const keys = ['state', 'goTo', 'times', 'raw', 'framing'] as const;

export function ruleMore(draft: RuleDraft): TemplateResult {
  const { rule, at, state } = draft;
  const path = `reply.${at}.more`;
  const needsSight = keys.some(key => rule[key] !== undefined || state.problem(`reply.${at}.${key}`) !== undefined);
  const isOpen = state.isOpen(path) ?? needsSight;
  const framed = state.isStream || rule.raw !== undefined || rule.framing !== undefined;
  return html`<details class="form-expert rule-more" ?open=${isOpen} @toggle=${(event: Event) => toggle(event, isOpen, draft)}>
    <summary>${l10n.t('More')}</summary>
    ${isOpen ? [stateRow(draft, 'state'), stateRow(draft, 'goTo'), timesRow(draft), framed ? framingRows(draft) : nothing] : nothing}
  </details>`;
}

/** Ignores the event of the first rendering. */
function toggle({ target }: Event, wasOpen: boolean, { at, state }: RuleDraft): void {
  const { open } = target as HTMLDetailsElement;
  if (open !== wasOpen) state.setOpen(`reply.${at}.more`, open);
}

/** The initial state has no name: it is chosen with a checkbox. */
function stateRow({ rule, at, field, change }: RuleDraft, key: 'state' | 'goTo'): TemplateResult {
  const id = `rule-${at}-${key}`;
  const texts =
    key === 'state'
      ? {
          label: l10n.t('Only in state'),
          help: l10n.t('Each peer has a state, which rules can change. If empty, the rule applies in every state.'),
        }
      : { label: l10n.t('Then go to state'), help: l10n.t('State of the peer from the next message on.') };
  const value = rule[key];
  const name = field(key, value, next => change({ [key]: next }));
  const initial = field(key, value === '', isOn => change({ [key]: isOn ? '' : undefined }));
  const isInitial = value === '';
  const input = textInput(id, name, {
    list: stateListId,
    isDisabled: isInitial,
    placeholder: isInitial ? l10n.t('initial state') : key === 'state' ? l10n.t('any state') : l10n.t('unchanged'),
    help: `${id}-help`,
  });
  return labeled(
    { id, ...texts, problem: name.problem },
    html`<span class="form-group">${input}<label class="form-part">${switchInput(`${id}-initial`, initial)}<span>${l10n.t('Initial state')}</span></label></span>`,
  );
}

function timesRow({ rule, at, field, change }: RuleDraft): TemplateResult {
  const id = `rule-${at}-times`;
  const state = field('times', rule.times, times => change({ times: times as number | undefined }));
  const help = l10n.t('How often the rule applies to each peer. After that, later rules get the message.');
  return labeled(
    { id, label: l10n.t('At most'), help, problem: state.problem },
    html`${numberInput(id, state, l10n.t('unlimited'), 1)} <span class="form-unit">${l10n.t('times')}</span>`,
  );
}

function framingRows(draft: RuleDraft): TemplateResult {
  const { rule, at, field, change } = draft;
  const raw = field('raw', rule.raw, isOn => change({ raw: isOn === true ? true : undefined }));
  const isChanged = field('framing', rule.framing !== undefined, isOn =>
    change({ framing: isOn === true ? 'none' : undefined }),
  );
  return html`${switchRow(`rule-${at}-raw`, raw, l10n.t('Without framing'), l10n.t('The replies are sent without what the framing adds.'))}
    ${switchRow(`rule-${at}-reframe`, isChanged, l10n.t('Change the framing'), l10n.t('From the next message on. The replies are still sent in the current framing.'))}
    ${rule.framing === undefined ? nothing : framingsOf(draft, rule.framing)}`;
}

/** The framing for both directions, or one for each. */
function framingsOf(draft: RuleDraft, framing: NonNullable<ReplyRule['framing']>): TemplateResult[] {
  const { at, change } = draft;
  const path = ['reply', String(at), 'framing'];
  const name = l10n.t('Rule {0} framing', at + 1);
  if (typeof framing !== 'object' || !('in' in framing))
    return [framingGroup(draft, { path, framing: framing as Framing, set: next => change({ framing: next }) }, name)];
  const pair = framing as unknown as Record<'in' | 'out', Framing>;
  const set = (part: object) => change({ framing: { ...pair, ...part } as unknown as Framing });
  const [received, sent] = [l10n.t('{0}, received', name), l10n.t('{0}, sent', name)];
  return [
    framingGroup(draft, { path: [...path, 'in'], framing: pair.in, set: next => set({ in: next }) }, received),
    framingGroup(draft, { path: [...path, 'out'], framing: pair.out, set: next => set({ out: next }) }, sent),
  ];
}

/** Named for screen readers, since other framings have fields with the same labels. */
function framingGroup({ state }: RuleDraft, framing: Omit<FramingDraft, 'stateOf'>, label: string): TemplateResult {
  const stateOf = (part: FieldPath): FieldState => fieldAt(state, part.join('.'), undefined, () => undefined);
  const problem = state.problemOf(typeId(framing.path));
  const example = state.examples[framing.path.join('.')];
  return html`<div role="group" aria-label=${label}>${framingField({ draft: { ...framing, stateOf }, label, problem, example })}</div>`;
}

function switchRow(id: string, state: FieldState, label: string, help: string): TemplateResult {
  return html`<div class="form-row"><label class="form-label" for=${id}>${label}</label>
    <div class="form-switch-line">${switchInput(id, state)}<div class="form-help" id="${id}-help">${help}</div></div></div>`;
}
