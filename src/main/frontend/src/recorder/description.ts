import { html, nothing, type TemplateResult } from 'lit';
import type { RecorderMessages } from './messages.js';

/** What a person says of a recording while it is made. */
export interface Description {
  readonly title: string;
  readonly agreed: boolean;
  readonly people: string;
  readonly tags: readonly string[];
}

export const UNDESCRIBED: Description = { title: '', agreed: false, people: '', tags: [] };

/** The fields of a description; `describe` is told what changes. */
export function descriptionFields(
  { title, agreed, people, tags }: Description,
  known: readonly string[],
  messages: RecorderMessages,
  describe: (change: Partial<Description>) => void,
): TemplateResult {
  return html`
    <label class="field">
      <span>${messages.title}</span>
      <input
        maxlength="200"
        .value=${title}
        placeholder=${messages.titlePlaceholder}
        @change=${(event: Event) => describe({ title: (event.target as HTMLInputElement).value })}
      />
    </label>
    <ayka-tag-field
      .tags=${tags}
      .known=${known}
      .messages=${messages}
      @ayka-tags=${(event: CustomEvent<{ tags: readonly string[] }>) => describe({ tags: event.detail.tags })}
    ></ayka-tag-field>
    <label class="consent">
      <input
        type="checkbox"
        .checked=${agreed}
        @change=${(event: Event) => describe({ agreed: (event.target as HTMLInputElement).checked })}
      />
      <span>${messages.consent}</span>
    </label>
    ${agreed
      ? html`<label class="field">
          <span>${messages.people}</span>
          <input
            maxlength="500"
            .value=${people}
            placeholder=${messages.peoplePlaceholder}
            @change=${(event: Event) => describe({ people: (event.target as HTMLInputElement).value })}
          />
        </label>`
      : nothing}
  `;
}
