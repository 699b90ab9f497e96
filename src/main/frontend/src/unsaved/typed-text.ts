/** Text that somebody typed into a field of the page. */
export interface Typed {
  readonly label: string;
  readonly text: string;
}

const KEY = 'ayka.unsaved';
const LONGEST = 100_000;

/** Kinds of inputs that hold words; never a password. */
const WORDS = new Set(['text', 'search', 'email', 'url', 'tel']);

/** What was typed on this page, as long as its fields stand there. */
export class TypedText {
  private readonly fields = new Set<HTMLInputElement | HTMLTextAreaElement>();

  /** Takes note of an `input` event of any field, also of one inside of a component. */
  note(event: Event): void {
    const field = event.composedPath()[0];
    const holdsWords =
      field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && WORDS.has(field.type));
    // what searches is no text of anybody; what records keeps its own
    const isKept = event
      .composedPath()
      .some((node) => node instanceof Element && node.matches('[role="search"], ayka-recorder, ayka-capture-page'));
    if (holdsWords && !isKept) {
      this.fields.add(field as HTMLInputElement | HTMLTextAreaElement);
    }
  }

  /** What stands in fields that are still there; a form that was saved and left is gone. */
  standing(): Typed[] {
    return [...this.fields]
      .filter((field) => field.isConnected && field.value.trim() !== '')
      .map((field) => ({ label: labelOf(field), text: field.value.slice(0, LONGEST) }));
  }
}

function labelOf(field: HTMLElement): string {
  const own = field.getAttribute('aria-label') ?? (field as HTMLInputElement).labels?.[0]?.textContent;
  const host = field.closest('vaadin-text-field, vaadin-text-area, vaadin-email-field, vaadin-combo-box');
  return (own ?? host?.querySelector('label')?.textContent ?? '').trim();
}

/** Keeps it in this tab over a reload, for nobody but this user. */
export function keep(owner: string, typed: readonly Typed[]): void {
  if (typed.length > 0) {
    sessionStorage.setItem(KEY, JSON.stringify({ owner, typed }));
  }
}

/** What was kept of this user before this page was loaded; what is another's is forgotten. */
export function kept(owner: string): readonly Typed[] {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { owner?: string; typed?: readonly Typed[] };
    if (found.owner === owner && Array.isArray(found.typed)) {
      return found.typed;
    }
  } catch {
    // not ours
  }
  forget();
  return [];
}

export function forget(): void {
  sessionStorage.removeItem(KEY);
}
