/** What to say of a text that is longer than is kept, in characters as the server counts them; empty where it fits. */
export function tooLong(text: string, most: number): string {
  // Code points are never more than code units, so most texts need no counting.
  const length = text.length > most ? [...text].length : 0;
  if (length <= most) return "";
  const [has, keeps] = [length, most].map((count) => count.toLocaleString("en-GB"));
  return `This has ${has} characters, and ${keeps} can be kept. Nothing was cut off, nor saved yet: shorten it here first.`;
}
