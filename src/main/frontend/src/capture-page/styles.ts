import { css } from 'lit';

/** What the parts of the capture page have in common. */
export const pageStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  p,
  h1,
  h2 {
    margin: 0;
  }

  h2 {
    font-size: 1.0625rem;
    font-weight: 600;
  }

  .card {
    display: grid;
    gap: 12px;
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--ayka-card, var(--_background));
  }

  .muted {
    color: var(--_muted);
  }

  .small {
    font-size: 0.875rem;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }

  .primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .quiet {
    border-color: transparent;
    background: none;
    color: var(--_accent-text);
    font-weight: 550;
  }

  .danger {
    color: var(--_danger-text);
  }

  a {
    color: var(--_accent-text);
  }

  a.button {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding-inline: 1em;
    border-radius: var(--_radius);
    text-decoration: none;
    font-weight: 600;
  }

  label {
    display: grid;
    gap: 4px;
  }

  label > span {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  input:not([type='checkbox']) {
    inline-size: 100%;
    min-block-size: 44px;
    padding-inline: 0.75em;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_background);
  }
`;
