import { Command } from 'commander';
import { SILENT } from '../engine/progress.ts';
import { jsonOption, PROJECT_ROOT, pipelineFile, setOption, warehouseOption } from './options.ts';
import { formatTable } from './table.ts';

interface PlanOptions {
  warehouse: string;
  json?: boolean;
  set: Record<string, string>;
}

/** `quarry plan <pipeline>` */
export function planCommand(): Command {
  return new Command('plan')
    .description('Say what every stage of a pipeline would do, and why, without doing it')
    .argument('<pipeline>', 'pipeline file')
    .addOption(setOption('set a parameter of the pipeline; paths are separated by commas'))
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  quarry plan pipelines/mine-traces.yaml --set traces=rollouts.jsonl')
    .action(async (path: string, options: PlanOptions) => {
      const { loadPipeline } = await import('../engine/load-pipeline.ts');
      const { planPipeline } = await import('../engine/run-pipeline.ts');
      const { stageContext } = await import('../engine/stage-context.ts');
      const { Warehouse } = await import('../warehouse/warehouse.ts');
      const { STAGES } = await import('../stages/registry.ts');
      const pipeline = loadPipeline(pipelineFile(path), options.set);
      const warehouse = await Warehouse.open(options.warehouse);
      try {
        const context = stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT_ROOT });
        const stages = await planPipeline(pipeline, STAGES, context);
        if (options.json) {
          process.stdout.write(`${JSON.stringify({ pipeline: pipeline.name, stages }, null, 2)}\n`);
          return;
        }
        const rows = stages.map(({ stage, todo, done, why }) => [stage, todo, done, why]);
        process.stdout.write(`${formatTable(['stage', 'to do', 'done', 'why'], rows)}\n`);
        process.stdout.write('\nCounts of later stages grow with what earlier ones find.\n');
      } finally {
        await warehouse.close();
      }
    });
}
