import { Command } from 'commander';
import { jsonOption, pipelineFile, warehouseOption } from './options.ts';
import { printStages, runStages } from './run-stages.ts';

interface IngestCorpusOptions {
  warehouse: string;
  json?: boolean;
}

/** `quarry ingest corpus <sources...>`: the stages of pipelines/mine-github.yaml over sources of one's own. */
export function ingestCorpusCommand(): Command {
  return new Command('corpus')
    .description('Verilog repositories, folders, archives and data sets, through every stage of mine-github')
    .argument('<sources...>', 'git URLs, repositories, folders, archives, data sets, or YAML lists of them')
    .addOption(warehouseOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  quarry ingest corpus https://github.com/olofk/serv
  quarry ingest corpus ~/clones/verilog-axi.git rtl/ sources.tar.gz
  quarry ingest corpus the-stack/verilog-00.parquet corpora.yaml`,
    )
    .action(async (sources: string[], options: IngestCorpusOptions) => {
      const { loadPipeline } = await import('../engine/load-pipeline.ts');
      const { stages } = loadPipeline(pipelineFile('pipelines/mine-github.yaml'));
      const asked = stages.map(({ stage, with: values }) => ({
        stage,
        with: stage === 'gather' ? { ...values, sources } : values,
      }));
      printStages(await runStages('ingest corpus', options.warehouse, asked), options.json ?? false);
    });
}
