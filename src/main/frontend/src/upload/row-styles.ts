import { css } from 'lit';

/** What a list of files on their way looks like, wherever it is. */
export const uploadRowStyles = css`
  p {
    margin: 0;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  .small {
    font-size: 0.875em;
  }

  ul {
    display: grid;
    gap: var(--_gap-s);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 2px var(--_gap-s);
    padding: 0.5em 0.5em 0.5em 1em;
    border-inline-start: 4px solid transparent;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  li.asks {
    border-inline-start-color: var(--_accent);
  }

  li.trouble {
    border-inline-start-color: var(--_danger);
  }

  li.done {
    border-inline-start-color: var(--_good);
  }

  .file {
    display: flex;
    align-items: baseline;
    gap: var(--_gap-s);
    min-inline-size: 0;
  }

  .file strong {
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .file span {
    flex: none;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .state {
    grid-column: 1;
    font-variant-numeric: tabular-nums;
  }

  .trouble .state {
    color: var(--_danger-text);
  }

  .done .state {
    color: var(--_good-text);
  }

  .icons {
    display: flex;
    grid-row: 1 / span 3;
    grid-column: 2;
    align-self: start;
  }

  .icons button {
    display: grid;
    place-items: center;
    inline-size: 44px;
    padding: 0;
    border-color: transparent;
    background: none;
  }

  .icons button:hover {
    background: var(--_background);
  }

  svg {
    inline-size: 20px;
    block-size: 20px;
  }

  progress {
    inline-size: 100%;
    block-size: 6px;
    overflow: hidden;
    border: 0;
    border-radius: 3px;
    background: var(--_line);
    accent-color: var(--_accent);
  }

  progress::-webkit-progress-bar {
    background: var(--_line);
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  .resting::-webkit-progress-value {
    background: var(--_control-line);
  }

  .resting::-moz-progress-bar {
    background: var(--_control-line);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    gap: var(--_gap-s);
    padding-block: 4px;
  }
`;
