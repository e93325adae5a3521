import { parentPort } from 'node:worker_threads';
import { loadParser } from '../../verilog/parser.ts';
import { type ParsedFile, parseFile } from './parse-file.ts';

/** What a worker is asked. */
export interface ParseRequest {
  texts: readonly string[];
  deadlineMs: number;
}

const ready = loadParser();

parentPort!.on('message', ({ texts, deadlineMs }: ParseRequest) => {
  void ready.then(() => {
    const parsed: ParsedFile[] = texts.map((text) => parseFile(text, deadlineMs));
    parentPort!.postMessage(parsed);
  });
});
