export { readAssumptions } from '../config/assumptions.ts';
