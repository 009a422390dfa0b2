/** A file that the user named, or one found in a folder that the user named; opened only when it is read. */
export interface InputFile {
  /** As the user wrote it, or relative to the folder that the user named; `-` for standard input. */
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}
