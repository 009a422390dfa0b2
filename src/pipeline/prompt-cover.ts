/** Texts that make less than half of what was counted do not say what the prompt was. */
const LEAST_COVERED = 0.5;
/** In the languages and code that logs have, about. */
const BYTES_PER_TOKEN = 4;

/** So many bytes a prompt's texts must have, by the tokens that were counted of it. */
export const leastBytes = (tokens: number): number => tokens * LEAST_COVERED * BYTES_PER_TOKEN;
