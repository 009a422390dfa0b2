import { build } from 'rolldown';

// The last step of the build: the compiled program in fewer files, so that it starts in less time. Packages stay packages.
await build({
  input: 'dist/cli/main.js',
  platform: 'node',
  external: /^[^./]/,
  output: { dir: 'dist/program', cleanDir: true },
});
