import { enableCompileCache } from 'node:module';

// Parsing our own sources anew would be a good part of a warm run.
enableCompileCache();

// A reader that has seen enough (`quarry sql ... | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
