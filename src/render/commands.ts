/** What a build's runner would take for a command to itself: `::` at the beginning of a line, `##[` anywhere. */
const BEGINNING = /^((?:[^\S\n]|\u001b\[\d+m)*)::/gm;
const ANYWHERE = /##\[/g;

/**
 * A report that can be printed into a build's log: names do not command GitHub's runner. What stands for them takes
 * the same room.
 */
export const withoutCommands = (text: string): string =>
  text.replace(BEGINNING, '$1:;').replace(ANYWHERE, '##(');

/** The same of JSON, which stays the same value. */
export const jsonWithoutCommands = (json: string): string => json.replace(ANYWHERE, '#\\u0023[');
