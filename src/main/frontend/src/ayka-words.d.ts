/** The bundles of src/main/resources/messages, read at build time: language, key, text. */
declare module 'ayka:words' {
  type Languages = Readonly<Record<string, Readonly<Record<string, string>>>>;

  export const pocket: Languages;
  export const uploader: Languages;
}
