import {
  BUS_SIDE,
  LEXICON,
  type NamedDomain,
  OUTER,
  PAIRS,
  SETTINGS,
  SHELL,
  type WordRank,
} from './name-lexicon.ts';

/** The words of a name in lower case: `axis_FIFO32` gives `axis`, `fifo`; `wb2axi` gives `wb`, `to`, `axi`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_$]+/)
    .flatMap((word) => {
      const between = /^([a-z]{2,})2([a-z]{2,}\d*)$/.exec(word);
      return between === null ? [word] : [between[1]!, 'to', between[2]!];
    })
    .map((word) =>
      /^(?:i2c|i2s|i3c|axi4|rs232|sha\d+|md\d|ddr\d)$/.test(word)
        ? word
        : word.replace(/(?<=[a-z]{2})\d\w*$/, ''),
    )
    .filter((word) => word !== '');
}

/**
 * What a name says of a module's domain: the last word for a function, as the head of a compound stands last,
 * then its protocols, then its roles.
 */
export function domainsOfName(name: string): NamedDomain[] {
  const words = wordsOf(name);
  const pair = pairedDomain(words);
  const found = words.flatMap((word, index): NamedDomain[] => {
    const entry = LEXICON.find((one) => one.words.test(word));
    const isPart = pair?.words.includes(index) === true;
    return entry === undefined || isPart ? [] : [{ domain: entry.domain, rank: entry.rank, word }];
  });
  const isBusSide = found.some(
    ({ rank, word }) =>
      rank === 'bus' && words.slice(words.indexOf(word) + 1).some((next) => BUS_SIDE.test(next)),
  );
  const last = words.at(-1) ?? '';
  if (/^(?:rst|reset)$/.test(last) && found.every(({ rank }) => rank === 'serial' || rank === 'bus'))
    found.push({ domain: 'reset', rank: 'function', word: last });
  // The registers of something are what a name ends with.
  const head = found.at(-1);
  if (head !== undefined && SETTINGS.test(head.word) && head.word === last)
    found.splice(found.length - 1, 1, { ...head, rank: 'function' });
  const functions = found.filter(({ rank }) => rank === 'function').reverse();
  // `sync` beside another function is half of `synchronous`.
  const isOwn = ({ word }: NamedDomain) => word !== 'sync' || (functions.length === 1 && pair === undefined);
  const crossings = functions.filter((one) => one.domain === 'synchronizer' && isOwn(one));
  const others = (rank: WordRank) => found.filter((one) => one.rank === rank);
  return [
    ...(pair === undefined ? [] : [pair.said]),
    ...crossings,
    ...(isBusSide ? others('bus').map((one) => ({ ...one, rank: 'function' as const })) : []),
    ...functions.filter((one) => isOwn(one) && !crossings.includes(one)),
    ...others('serial'),
    ...(isBusSide ? [] : others('bus')),
    ...others('role').reverse(),
  ];
}

/** Words that mean something else together: a clock's divider does no arithmetic, a reset's synchronizer is a reset. */
function pairedDomain(words: readonly string[]): { said: NamedDomain; words: number[] } | undefined {
  const at = (pattern: RegExp) => words.findIndex((word) => pattern.test(word));
  for (const [first, second, domain] of PAIRS) {
    const [one, other] = [at(first), at(second)];
    if (one < 0 || other < 0 || one === other) continue;
    return {
      said: { domain, rank: 'function', word: `${words[one]} ${words[other]}` },
      words: [one, other],
    };
  }
  return undefined;
}

/**
 * True when a name is that of a design's outermost level.
 * @param kinds how many different modules it instantiates
 */
export function isOuterName(name: string, kinds: number): boolean {
  return (
    wordsOf(name).some((word) => OUTER.test(word) || (kinds > 1 && SHELL.test(word))) || /^top$/i.test(name)
  );
}
