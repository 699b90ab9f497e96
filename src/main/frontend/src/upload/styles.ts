import { css } from 'lit';

export const uploaderStyles = css`
  :host {
    display: grid;
    gap: var(--_gap);
  }

  :host([mode='bar']) {
    inline-size: 100%;
    max-inline-size: 32rem;
  }

  .zone {
    display: grid;
    justify-items: center;
    gap: var(--_gap-s);
    padding: 1.5em 1em;
    border: 2px dashed var(--_control-line);
    border-radius: var(--_radius);
    text-align: center;
  }

  .zone.over {
    border-color: var(--_accent);
    background: var(--_surface);
  }

  .zone .choices {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--_gap-s);
  }

  .zone button {
    color: var(--_accent-text);
    font-weight: 500;
  }

  .consent {
    display: flex;
    align-items: center;
    gap: var(--_gap-s);
    min-block-size: 44px;
  }

  .consent input {
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0;
    accent-color: var(--_accent);
  }

  .field {
    display: grid;
    gap: 4px;
  }

  .field input {
    min-block-size: 44px;
    padding-inline: 0.75em;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_background);
  }

  .all {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-s);
  }

  .all p {
    flex: 1 1 18em;
    font-variant-numeric: tabular-nums;
  }

  .bar {
    display: flex;
    align-items: center;
    gap: var(--_gap-s);
    padding: 6px 12px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    background: var(--_background);
    box-shadow: 0 4px 20px light-dark(#1b234422, #0008);
  }

  .bar p {
    flex: 1;
    min-inline-size: 0;
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }

  .bar button {
    flex: none;
    border-radius: 999px;
  }
`;
