export type Messages<K extends string> = Readonly<Record<K, string>>;

/** Replaces `{name}` in a message by its value. */
export function fill(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
