/* Small pieces of wording that several places share. */

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];

/** A number as it begins a sentence: in words to twelve, in figures beyond. */
export function inWords(number: number): string {
  return NUMBERS[number] ?? String(number);
}

/** "1 card", "3 cards" */
export function cardsInWords(number: number): string {
  return number === 1 ? "1 card" : `${number} cards`;
}

/** Hours and minutes as the page's head says them. */
export function clock(time: Date): string {
  return time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/** A moment of a recording, from milliseconds: "23:14", or "1:02:03" past the hour. */
export function moment(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number: number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
