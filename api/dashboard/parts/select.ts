import { html } from 'hono/html';
import type { View } from '../view.ts';

interface SelectSpec {
  name: string;
  label: string;
  options: readonly string[];
  /** Value of the first entry and what it says. */
  first?: { value: string; words: string };
  chosen: string | undefined;
}

export function select(view: View, spec: SelectSpec) {
  const { first } = spec;
  return html`<label class="field"
    ><span>${spec.label}</span
    ><select name="${spec.name}">
      ${first ? html`<option value="${first.value}" ${spec.chosen === undefined ? 'selected' : ''}>${first.words}</option>` : ''}
      ${spec.options.map(
        (option) =>
          html`<option value="${option}" ${spec.chosen === option ? 'selected' : ''}>
            ${view.name(option)}
          </option>`,
      )}
    </select></label
  >`;
}

/** Fields a form must carry along. */
export function hidden(values: Record<string, string | undefined>) {
  return Object.entries(values).map(([name, value]) =>
    value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}" />`,
  );
}
