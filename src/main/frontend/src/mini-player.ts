import { AykaMiniPlayer } from './player/ayka-mini-player.js';

if (!customElements.get('ayka-mini-player')) {
  customElements.define('ayka-mini-player', AykaMiniPlayer);
}

declare global {
  interface HTMLElementTagNameMap {
    'ayka-mini-player': AykaMiniPlayer;
  }
}
