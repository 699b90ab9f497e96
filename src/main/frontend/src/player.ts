import { AykaPlayer } from './player/ayka-player.js';

if (!customElements.get('ayka-player')) {
  customElements.define('ayka-player', AykaPlayer);
}

declare global {
  interface HTMLElementTagNameMap {
    'ayka-player': AykaPlayer;
  }
}
