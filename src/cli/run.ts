import { Command } from 'commander';
import { jsonOption, PROJECT_ROOT, pipelineFile, setOption, warehouseOption } from './options.ts';
import { progressDisplay } from './progress-display.ts';
import { bigintAsNumber } from './table.ts';

interface RunOptions {
  warehouse: string;
  json?: boolean;
  set: Record<string, string>;
}

/** `quarry run <pipeline>` */
export function runCommand(): Command {
  return new Command('run')
    .description('Run a pipeline: every stage does only what has not been done before')
    .argument('<pipeline>', 'pipeline file, for example pipelines/mine-traces.yaml')
    .addOption(setOption('set a parameter of the pipeline; paths are separated by commas'))
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  quarry run pipelines/mine-traces.yaml
  quarry run pipelines/mine-traces.yaml \\
    --set traces=rollouts.jsonl references=tasks.jsonl
  quarry run pipelines/mine-traces.yaml \\
    --set protected=benchmarks/ --warehouse my.duckdb`,
    )
    .action(async (path: string, options: RunOptions) => {
      const { loadPipeline } = await import('../engine/load-pipeline.ts');
      const { runPipeline } = await import('../engine/run-pipeline.ts');
      const { readRunSummary } = await import('../report/run-summary.ts');
      const { stageContext } = await import('../engine/stage-context.ts');
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { STAGES } = await import('../stages/registry.ts');
      const pipeline = loadPipeline(pipelineFile(path), options.set);
      const warehouse = await Warehouse.open(options.warehouse);
      try {
        const progress = progressDisplay();
        const context = stageContext({ warehouse, progress, projectRoot: PROJECT_ROOT });
        const stages = await runPipeline(pipeline, STAGES, context);
        const summary = await readRunSummary(
          warehouse,
          stages.map(({ stage }) => stage),
        );
        if (options.json) {
          process.stdout.write(
            `${JSON.stringify({ warehouse: options.warehouse, stages, summary }, bigintAsNumber, 2)}\n`,
          );
        } else {
          const { formatRunSummary } = await import('./run-summary-text.ts');
          process.stdout.write(formatRunSummary(summary, stages, options.warehouse));
        }
      } finally {
        await warehouse.close();
      }
    });
}
