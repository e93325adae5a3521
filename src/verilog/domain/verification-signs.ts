import { isPureSystemName } from '../system-names.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';
import { wordsOf } from './name-words.ts';

const TEST_WORDS =
  /^(?:tb|testbench|testharness|bfm|vip|stim|stimulus|stimuli|cov|fcov|nonsynth|props?|properties|assert\w*)$/;
/** In the names of designs too: of a jump's test, of a check. */
const WATCHING_WORDS = /^(?:test|tests|tester|monitor|check|checker|model|trace|tracer|sim|fake)$/;
/** Bits of a memory that no chip holds beside its logic: 8 MB. */
const TOO_LARGE = 2 ** 26;
/** Bits above which a depth is a parameter that every user sets. */
const UNSET = 2 ** 36;
const PROPERTY = /\b(?:assert|assume|cover|restrict|covergroup)\b|`\w*(?:ASSERT|ASSUME|COVER)\w*/gi;
/** What only a simulator can follow: delays, waits and endless loops in what runs once, random stimuli. */
const STIMULUS = /@\s*\(|#\s*[\d(`A-Za-z]|\b(?:forever|wait|fork|repeat)\b|\$u?random\b/;

/** Modules that test others: no ports, stimuli and the end of a simulation of their own, or only properties. */
export function verificationSigns(view: ModuleView): DomainSign[] {
  const { structure, outputs, text } = view;
  const sign = (strength: number, reason: string): DomainSign[] => [
    { domain: 'verification', strength, reason },
  ];
  const kinds = new Set(structure.processes.map(({ kind }) => kind));
  const runs = kinds.has('initial') || kinds.has('timed');
  if (
    structure.ports.length === 0 &&
    (runs || structure.instances.length === 0 || /\bbind\b/.test(text) || isTestName(structure.name))
  )
    return sign(100, 'no ports, and stimuli of its own');
  const properties = withoutInitials(view).match(PROPERTY)?.length ?? 0;
  if (properties >= 3 && (outputs.size === 0 || properties * 3 > structure.assignments.length * 2))
    return sign(96, `${properties} properties`);
  const stimulus = stimulusOf(view);
  if (stimulus !== undefined) return sign(98, `waits and delays as only a simulation has: ${stimulus}`);
  const ends = structure.systemTasks.some((task) => /^\$(?:finish|stop|dumpfile|dumpvars)$/.test(task));
  const words = wordsOf(structure.name);
  const watches = words.some((word) => WATCHING_WORDS.test(word)) && (outputs.size === 0 || prints(view));
  if (isTestName(structure.name) || watches || (ends && outputs.size === 0))
    return sign(97, `made for tests, called ${structure.name}`);
  const foreign = structure.systemTasks.find((task) => isForeignTask(task));
  if (foreign !== undefined) return sign(97, `${foreign} is a program's, no Verilog's`);
  const file = structure.systemTasks.find((task) =>
    /^\$(?:fopen|fscanf|fgets|fread|fwrite|fdisplay)/.test(task),
  );
  if (file !== undefined && structure.instances.length === 0)
    return sign(88, `reads or writes files by ${file}`);
  const store = structure.memories.find(({ depth, width }) => isTooLarge((depth ?? 0) * (width ?? 0)));
  if (store !== undefined)
    return sign(91, `memory ${store.name} of ${store.depth} x ${store.width} bits is no chip's own`);
  if (view.testFolder !== undefined)
    return sign(view.testFolder.isForTestsAlone ? 95 : 87.5, `lies in ${view.testFolder.name}`);
  return [];
}

/** The text without what runs once: checks of parameters are no properties of a design. */
function withoutInitials({ structure, text }: ModuleView): string {
  return structure.processes
    .filter(({ kind }) => kind === 'initial')
    .reduce((rest, { start, end }) => {
      const [from, to] = [start - structure.start, end - structure.start];
      return rest.slice(0, from) + ' '.repeat(Math.max(0, to - from)) + rest.slice(to);
    }, text);
}

function isTestName(name: string): boolean {
  return wordsOf(name).some((word) => TEST_WORDS.test(word));
}

function prints({ structure }: ModuleView): boolean {
  return structure.systemTasks.some((task) => /^\$(?:f?display|f?write|monitor|fopen)/.test(task));
}

/** The first statement of an `initial` or a task that waits for something. */
function stimulusOf({ structure, text }: ModuleView): string | undefined {
  if (structure.processes.some(({ kind }) => kind === 'timed')) return 'an always without an edge';
  for (const { kind, start, bodyEnd } of structure.processes) {
    if (kind !== 'initial') continue;
    const body = text.slice(start - structure.start, bodyEnd - structure.start);
    const found = STIMULUS.exec(body)?.[0];
    if (found !== undefined) return `${found.replace(/\s/g, '')} in an initial`;
  }
  return undefined;
}

function isTooLarge(bits: number): boolean {
  return bits >= TOO_LARGE && bits < UNSET;
}

/** System tasks of the language that are no functions (IEEE 1800-2017, clauses 20 and 21), with those of common tools. */
const TASK =
  /^\$(?:f?(?:display|write|strobe|monitor)[bho]?|monitoro(?:n|ff)|fopen|fclose|fflush|fgets|fgetc|ungetc|fread|fscanf|sscanf|feof|ferror|fseek|ftell|rewind|sformatf?|swrite[bho]?|s?readmem[bh]|writemem[bh]|finish|stop|exit|fatal|error|warning|info|assert\w*|dump\w+|printtimescale|timeformat|(?:test|value)\$plusargs|system|static_assert|isunbounded|initstate|anyconst|anyseq|allconst|allseq|global_clock|changing\w*|future_\w+|stacktrace|deposit|shm_\w+|fsdb\w+|vcd\w+|set_\w+|q_\w+|async\$\w+|sync\$\w+|bits|root|unit)$/;

/** A task that some program adds to the simulator. */
function isForeignTask(name: string): boolean {
  return !isPureSystemName(name) && !TASK.test(name);
}
