import { css } from 'lit';

/** Aura's tokens under short names, with values for pages that do not carry the theme (light and dark). */
export const tokens = css`
  :host {
    --_text: var(--vaadin-text-color, light-dark(#1b1d22, #eceef2));
    --_muted: var(--vaadin-text-color-secondary, light-dark(#555b66, #a9b0bc));
    --_line: var(--vaadin-border-color-secondary, light-dark(#d9dce2, #3a3f49));
    --_control-line: var(--vaadin-border-color, light-dark(#868d99, #7b838f));
    --_surface: var(--vaadin-background-container, light-dark(#f3f4f6, #23262d));
    --_background: var(--vaadin-background-color, light-dark(#fff, #17191e));
    --_accent: var(--aura-accent-color, light-dark(#2a5bd7, #7ea2ff));
    --_accent-text: var(--aura-accent-text-color, light-dark(#1d47b3, #9db8ff));
    --_on-accent: var(--aura-accent-contrast-color, light-dark(#fff, #0d1220));
    --_danger: var(--aura-red, light-dark(#c3272e, #ff6b6b));
    --_danger-text: var(--aura-red-text, light-dark(#a81c23, #ff9a96));
    --_good: var(--aura-green, light-dark(#187a43, #4fce86));
    --_good-text: var(--aura-green-text, light-dark(#136637, #74dca1));
    --_warning: var(--ayka-warning, light-dark(#8a5a00, #e8b955));
    --_radius: var(--vaadin-radius-m, 8px);
    --_gap: var(--vaadin-gap-m, 12px);
    --_gap-s: var(--vaadin-gap-s, 8px);
    --_focus: var(--vaadin-focus-ring-color, var(--_accent));
    color: var(--_text);
    font-family: var(--aura-font-family, system-ui, sans-serif);
    font-size: var(--aura-font-size-m, 1rem);
    line-height: 1.4;
  }

  :host([hidden]) {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }

  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  select {
    padding-inline-end: 2.2em;
    appearance: none;
    background:
      linear-gradient(45deg, #0000 50%, currentcolor 0) right 1.15em center / 0.35em 0.35em no-repeat,
      linear-gradient(-45deg, #0000 50%, currentcolor 0) right 0.8em center / 0.35em 0.35em no-repeat;
    text-overflow: ellipsis;
  }

  select:dir(rtl) {
    background-position:
      left 0.8em center,
      left 1.15em center;
  }

  button {
    min-block-size: 44px;
    padding-inline: 1em;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_background);
    cursor: pointer;
  }

  button:disabled {
    cursor: default;
    opacity: 0.55;
  }

  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
