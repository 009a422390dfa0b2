import { describe, expect, it } from 'vitest';
import { commandWords } from '../../src/cli/command-words.ts';

describe('the words of a command', () => {
  it.each([
    ['ctok count', ['ctok', 'count']],
    ['  node   count.js\t-x ', ['node', 'count.js', '-x']],
    [`node -e 'a "b" c' d`, ['node', '-e', 'a "b" c', 'd']],
    ['node "my file.js" "say \\"hi\\" \\\\ \\n"', ['node', 'my file.js', 'say "hi" \\ \\n']],
    ['C:\\bin\\count.exe', ['C:\\bin\\count.exe']],
    [`a'b c'"d e"f`, ['ab cd ef']],
    [`a '' b`, ['a', '', 'b']],
    ['a; rm -rf $HOME | b > c', ['a;', 'rm', '-rf', '$HOME', '|', 'b', '>', 'c']],
    ['', []],
  ])('%s', (command, words) => {
    expect(commandWords(command)).toEqual(words);
  });

  it.each([`a 'b`, 'a "b', 'a "b\\"', `'`])('%s never ends', (command) => {
    expect(commandWords(command)).toBeUndefined();
  });
});
