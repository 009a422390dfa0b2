/** What a message means for the work: see the catalogue in messages.ts. */
export interface Message<F> {
  readonly kind: 'loss' | 'note' | 'usage' | 'stop';
  readonly text: (facts: F) => string;
}

export function loss<F>(text: (facts: F) => string): Message<F> {
  return { kind: 'loss', text };
}

export function note<F>(text: (facts: F) => string): Message<F> {
  return { kind: 'note', text };
}

export function usage<F>(text: (facts: F) => string): Message<F> {
  return { kind: 'usage', text };
}

export function stop<F>(text: (facts: F) => string): Message<F> {
  return { kind: 'stop', text };
}
