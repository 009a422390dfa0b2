/* Preloaded into a process under measurement: its greatest memory in MB and its seconds of processor time go to descriptor 3 at its end. */
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, `${maxRSS / 1e3} ${(userCPUTime + systemCPUTime) / 1e6}`);
});
