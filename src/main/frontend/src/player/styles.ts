import { css } from 'lit';

/** The player on a recording's page. */
export const styles = css`
  :host {
    display: block;
  }

  .row {
    display: flex;
    align-items: center;
    gap: var(--_gap-s);
  }

  button {
    flex: none;
    padding-inline: 0.75em;
    font-variant-numeric: tabular-nums;
  }

  .quiet {
    min-inline-size: 44px;
    border-color: transparent;
    background: none;
  }

  .quiet:hover,
  select:hover {
    background-color: var(--_surface);
  }

  .play {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    padding: 0;
    border-color: transparent;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  svg {
    inline-size: 24px;
    block-size: 24px;
    fill: currentcolor;
  }

  .track,
  .near {
    position: relative;
    flex: 1 1 6rem;
    min-inline-size: 0;
    block-size: 48px;
  }

  .near {
    margin-block-start: 4px;
    border-block-start: 1px solid var(--_line);
    cursor: pointer;
    touch-action: pan-y;
  }

  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .track canvas {
    pointer-events: none;
  }

  input[type='range'] {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    appearance: none;
    background: linear-gradient(var(--_control-line) 0 0) center / 100% 2px no-repeat;
    border-radius: var(--_radius);
    cursor: pointer;
  }

  .waved input[type='range'] {
    background: none;
  }

  input[type='range']::-webkit-slider-thumb {
    appearance: none;
    inline-size: 4px;
    block-size: 44px;
    border-radius: 2px;
    background: var(--_text);
  }

  input[type='range']::-moz-range-thumb {
    inline-size: 4px;
    block-size: 44px;
    border: 0;
    border-radius: 2px;
    background: var(--_text);
  }

  .time {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    color: var(--_muted);
  }

  select {
    min-block-size: 44px;
    padding-inline-start: 0.5em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background-color: transparent;
    cursor: pointer;
  }

  option {
    background: var(--_background);
  }

  .switch {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    color: var(--_muted);
  }

  .switch[aria-pressed='true'] {
    color: var(--_accent-text);
  }

  .voice {
    position: absolute;
    inset-block-start: calc(100% + 8px);
    inset-inline-start: 50%;
    transform: translateX(-50%);
    border-color: transparent;
    border-radius: 22px;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: 0 2px 8px #0004;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--_gap-s);
    margin: 0;
    color: var(--_muted);
  }

  .note.trouble {
    color: var(--_danger-text);
  }

  /* on a phone: the keys in one row, the tape below them */
  @media (width < 44rem) {
    .row {
      flex-wrap: wrap;
      gap: 0 4px;
    }

    .track {
      order: 1;
      flex-basis: 60%;
    }

    .time {
      order: 2;
    }

    .switch span {
      display: none;
    }

    .quiet {
      padding-inline: 0.2em;
    }

    .switch {
      justify-content: center;
    }
  }
`;
