import { Command } from 'commander';
import { jsonOption } from './options.ts';
import { formatTable } from './table.ts';

/** `quarry doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('List each tool, its version, and what is lost without it')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample:\n  quarry doctor --json\n\nExits with 1 when a tool that the main job needs is missing.',
    )
    .action(async (options: { json?: boolean }) => {
      const { detectTools } = await import('../eda/toolchain.ts');
      const tools = await detectTools();
      const missing = tools.filter((tool) => tool.required && tool.version === null);
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ tools, ok: missing.length === 0 }, null, 2)}\n`);
      } else {
        const rows = tools.map(({ name, version, neededFor, lostWithout }) => [
          name,
          version ?? 'MISSING',
          version === null ? `lost: ${lostWithout}` : neededFor,
        ]);
        process.stdout.write(`${formatTable(['tool', 'version', 'what for'], rows)}\n`);
        for (const { name, install } of tools.filter((tool) => tool.version === null)) {
          process.stdout.write(
            `\nto get ${name}: ${process.platform === 'darwin' ? install.macos : install.debian}\n`,
          );
        }
      }
      if (missing.length > 0) process.exitCode = 1;
    });
}
