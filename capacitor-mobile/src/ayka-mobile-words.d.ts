/** The bundle messages/mobile.properties, read at build time. */
declare module 'ayka:mobile-words' {
  export const mobile: Readonly<Record<string, string>>;
}
