/** What must be done before a command ends, however it ends. */
const endings = new Set<() => void>();

export const atEnd = (ending: () => void): void => void endings.add(ending);

export function endAll(): void {
  for (const ending of endings) ending();
  endings.clear();
}
