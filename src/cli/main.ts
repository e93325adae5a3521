// A reader that has seen enough (`quarry sql ... | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Ended by process.exit, so that the simulator can remove its lanes; the codes are a shell's for these signals.
for (const [signal, code] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    process.stderr.write(
      `\nstopped by ${signal}: what was stored stays; the same command goes on from there\n`,
    );
    process.exit(code);
  });
}

const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
