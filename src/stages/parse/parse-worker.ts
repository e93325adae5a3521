import { parentPort } from 'node:worker_threads';
import { loadParser } from '../../verilog/parser.ts';
import { type ParsedFile, parseFile } from './parse-file.ts';

/** What a worker is asked. */
export interface ParseRequest {
  text: string;
  deadlineMs: number;
}

const ready = loadParser();

parentPort!.on('message', ({ text, deadlineMs }: ParseRequest) => {
  void ready.then(() => {
    const parsed: ParsedFile = parseFile(text, deadlineMs);
    parentPort!.postMessage(parsed);
  });
});
