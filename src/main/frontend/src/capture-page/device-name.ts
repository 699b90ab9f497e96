const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg(A|iOS)?\//], // order matters: most browsers also claim to be the ones below them
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser/],
  ['Firefox', /Firefox\/|FxiOS/],
  ['Chrome', /Chrome\/|CriOS/],
  ['Safari', /Safari\//],
];

const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['ChromeOS', /CrOS/],
  ['Mac', /Mac OS X/],
  ['Linux', /Linux/],
];

/** What a person would call this device: "Chrome · Android", by which they find it on their profile. */
export function deviceName({ userAgent }: Pick<Navigator, 'userAgent'>): string {
  const find = (names: typeof BROWSERS) => names.find(([, mark]) => mark.test(userAgent))?.[0] ?? '?';
  return `${find(BROWSERS)} · ${find(SYSTEMS)}`;
}
