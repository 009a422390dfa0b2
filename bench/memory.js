/* Preloaded into a process under measurement: its greatest memory in MB goes to descriptor 3 at its end. */
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS / 1e3)));
