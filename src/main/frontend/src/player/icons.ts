import { svg } from 'lit';

export const PLAY = svg`<path d="M8 5.2v13.6l11-6.8z" />`;
export const PAUSE = svg`<path d="M7 5h3.6v14H7zM13.4 5H17v14h-3.6z" />`;
export const FOLLOW = svg`<path d="M4 5h16v2H4zM4 17h16v2H4zM4 9.5h12v5H4z" />`;
export const SKIP = svg`<path d="M4 9h2v6H4zM7 6h2v12H7zM11 11h1.5v2H11zM14 11h1.5v2H14zM18 6h2v12h-2z" />`;
export const CLOSE = svg`<path d="M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z" />`;
export const FLOAT = svg`<path d="M3 5h18v14H3zm2 2v10h14V7zm6 4h6.5v4.5H11z" />`;
