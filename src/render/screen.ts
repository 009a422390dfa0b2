/** What the terminal can show. */
export interface Screen {
  readonly width: number;
  readonly hasColour: boolean;
  readonly isAscii: boolean;
}
