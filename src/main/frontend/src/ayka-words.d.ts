/** The bundles of src/main/resources/messages, read at build time: language, key, text. */
declare module 'ayka:words' {
  export const pocket: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
