import { css } from 'lit';

export const recorderStyles = css`
  :host {
    display: block;
    max-inline-size: 34rem;
    min-inline-size: 0;
    margin-inline: auto;
  }

  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    padding: var(--_gap);
  }

  .field {
    display: grid;
    gap: 0.25em;
  }

  .field > span {
    color: var(--_muted);
    font-size: var(--aura-font-size-s, 0.875rem);
  }

  input:not([type='checkbox']),
  select {
    inline-size: 100%;
    min-block-size: 44px;
    padding-inline-start: 0.75em;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background-color: var(--_background);
  }

  input:not([type='checkbox']) {
    padding-inline-end: 0.75em;
  }

  .consent {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-block-size: 44px;
  }

  .consent input {
    inline-size: 1.4em;
    block-size: 1.4em;
    flex: none;
    margin: 0;
    accent-color: var(--_accent);
  }

  .time {
    text-align: center;
    font-size: clamp(2.75rem, 16vw, 4.5rem);
    font-variant-numeric: tabular-nums;
    font-weight: 300;
    line-height: 1.1;
  }

  .time.paused {
    color: var(--_muted);
  }

  .level {
    block-size: 10px;
    border-radius: 5px;
    background: var(--_line);
    overflow: hidden;
  }

  .level > div {
    block-size: 100%;
    inline-size: 100%;
    transform-origin: left;
    transform: scaleX(var(--level, 0));
    background: var(--_good);
  }

  :host(:dir(rtl)) .level > div {
    transform-origin: right;
  }

  .levels {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.3em 0.8em;
    color: var(--_muted);
    font-size: var(--aura-font-size-s, 0.875rem);
  }

  .controls:focus,
  .bar:focus {
    outline: none;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    align-items: center;
    gap: var(--_gap);
    padding-block: var(--_gap) calc(2 * var(--_gap));
  }

  .controls:has(.mark) {
    padding-block-end: var(--_gap); /* what was marked has its place below */
  }

  .controls button {
    min-block-size: 64px;
    min-inline-size: 7.5em;
    border-radius: 32px;
    font-weight: 600;
  }

  .controls button.mark {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    min-inline-size: 0;
  }

  /* on a phone the key that is pressed without looking has a row for itself */
  @media (width < 30rem) {
    .controls button.mark {
      order: 1;
      flex: 1 1 100%;
      max-inline-size: calc(15em + var(--_gap));
    }
  }

  .mark svg {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
  }

  .marked {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_gap);
    font-variant-numeric: tabular-nums;
  }

  .panel > .marked {
    margin-block-start: calc(-1 * var(--_gap));
  }

  .panel > .marked.live {
    min-block-size: 44px;
  }

  .panel > :is(.marked:not(.live), [role='status']:not(.marked)):empty,
  ayka-mark-list[hidden] {
    display: none;
  }

  .hint {
    margin: 0;
    color: var(--_muted);
    font-size: var(--aura-font-size-s, 0.875rem);
  }

  button.record {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 2px;
    inline-size: 116px;
    block-size: 116px;
    min-inline-size: 0;
    border-radius: 50%;
    border: 0;
    padding: 0;
    color: #fff;
    background: #c3272e;
    box-shadow:
      0 0 0 6px var(--_background),
      0 0 0 8px var(--_danger);
  }

  button.record svg {
    inline-size: 32px;
    block-size: 32px;
  }

  button.record:hover:enabled {
    background: #a91f26;
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .line {
    margin: 0;
    text-align: center;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .line.good {
    color: var(--_good-text);
  }

  .line.warning {
    color: var(--_warning);
    font-weight: 600;
  }

  .line:empty {
    display: none;
  }

  li .note {
    margin-block-start: 4px;
    background: var(--_background);
  }

  .note {
    margin: 0;
    padding: 0.75em 1em;
    overflow-wrap: anywhere;
    border-radius: var(--_radius);
    border-inline-start: 4px solid var(--_danger);
    background: var(--_surface);
  }

  .note.calm {
    border-inline-start-color: var(--_accent);
  }

  .note.warning {
    border-inline-start-color: var(--_warning);
  }

  .note .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-s);
    margin-block-start: 0.75em;
  }

  ul {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap-s);
  }

  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    padding: 0.75em 1em;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  li strong {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* the bar that stays while other pages are read */
  :host([mode='bar']) {
    inline-size: 100%;
    max-inline-size: 32rem;
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

  .bar button {
    flex: none;
    border-radius: 999px;
  }

  .bar .dot {
    flex: none;
    inline-size: 12px;
    block-size: 12px;
    border-radius: 50%;
    background: var(--_danger);
    animation: pulse 1.6s infinite alternate;
  }

  .bar .dot.paused {
    animation: none;
    background: var(--_muted);
  }

  .bar time {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }

  .bar .mark {
    display: grid;
    place-items: center;
    inline-size: 44px;
    padding: 0;
  }

  .bar .mark span {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .bar .marked {
    flex: 1;
    min-inline-size: 0;
    justify-content: start;
  }

  /* on a phone what was marked stands above the keys, where a thumb can take it back */
  @media (width < 34rem) {
    .bar:has(.marked) {
      flex-wrap: wrap;
      justify-content: end;
      border-radius: 28px;
    }

    .bar .marked {
      flex: 1 1 100%;
      order: -1;
      justify-content: space-between;
      padding-inline-start: 0.5em;
    }

    .bar:has(.marked) time {
      margin-inline-end: auto;
    }
  }

  .bar .line {
    flex: 1;
    min-inline-size: 0;
    text-align: start;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  @keyframes pulse {
    to {
      opacity: 0.35;
    }
  }
`;
