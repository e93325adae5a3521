import { Command } from 'commander';
import { jsonOption, warehouseOption } from './options.ts';
import { plainText } from './plain-text.ts';
import { bigintAsNumber, formatCell, formatTable } from './table.ts';

/** `quarry show <id>` */
export function showCommand(): Command {
  return new Command('show')
    .description('Print one attempt: verdict, source, log and the history of its run')
    .argument('<attempt_id>', 'id from report.attempts, or the beginning of one')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  quarry show 3f2a9c41')
    .action(async (id: string, options: { warehouse: string; json?: boolean }) => {
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { readAttempt } = await import('../report/attempt-detail.ts');
      const warehouse = await Warehouse.open(options.warehouse, { readOnly: true });
      try {
        const detail = await readAttempt(warehouse, id);
        process.stdout.write(
          options.json ? `${JSON.stringify(detail, bigintAsNumber, 2)}\n` : formatDetail(detail),
        );
      } finally {
        await warehouse.close();
      }
    });
}

type Detail = Awaited<ReturnType<typeof import('../report/attempt-detail.ts').readAttempt>>;

function formatDetail({
  attempt,
  design,
  testbench,
  compileLog,
  simulationLog,
  cuts,
  history,
  record,
}: Detail): string {
  const facts = Object.entries(attempt)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, value]);
  const marked = attempt['failure_line'];
  const sections = [
    facts.map(([name, value]) => `${String(name).padEnd(18)} ${formatCell(value)}`).join('\n'),
    ...design.map((file) =>
      section(
        `design ${file.name}`,
        numbered(file.text, file.name === attempt['failure_file'] ? Number(marked) : 0),
      ),
    ),
    ...(cuts.length === 0
      ? []
      : [section('cut from the answer', cuts.map((cut) => JSON.stringify(cut)).join('\n'))]),
    section('compile log', compileLog ?? '(not compiled)'),
    section('simulation log', simulationLog ?? '(not simulated)'),
    ...testbench.map((file) =>
      section(`testbench ${file.name}`, `${file.text.split('\n').length} lines; --json prints them`),
    ),
    section(
      'history of this run and problem',
      formatTable(['attempt', 'iteration', 'agent', 'claimed', 'verdict', 'cause'], history),
    ),
    section(`record ${record.path}:${record.line} (mapping ${record.mapping})`, record.text.slice(0, 400)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function section(title: string, body: string): string {
  return `--- ${title}\n${plainText(body)}`;
}

/** Source with line numbers, the line that the tool names marked. */
function numbered(text: string, marked: number): string {
  return text
    .split('\n')
    .map((line, index) => `${index + 1 === marked ? '>' : ' '}${String(index + 1).padStart(4)}  ${line}`)
    .join('\n');
}
