import type { DescriptionFault } from './description-fault.ts';

const REFUSAL =
  /\b(?:I(?:'m| am) sorry|I (?:cannot|can't|can not|am unable to|won't)|as an AI(?: language)? model|unable to (?:assist|help|provide|comply)|cannot (?:assist|help|comply) with)\b/i;
const BOILERPLATE =
  /^\s*(?:sure|certainly|of course|absolutely|here(?:'s| is| are) (?:a|an|the|your)|okay|great question|below is|I hope this helps)\b|\b(?:let me know if|feel free to|I hope this helps|happy to help|in (?:conclusion|summary), this (?:module|code)|don't hesitate)\b/i;

/** The most frequent words of English prose about hardware; a text of ten words holds some of them. */
const ENGLISH = new Set(
  'the a an is are of to and in on with when for by it its this that as at from or be if which has not bit input output module signal clock reset state otherwise each one'.split(
    ' ',
  ),
);

/** Refusals, phrases that say nothing, and other languages. */
export function checkWording(description: string): DescriptionFault[] {
  if (description.trim() === '') return [fault('refusal', 'unusable', 'the text is empty', '')];
  const refusal = REFUSAL.exec(description);
  if (refusal !== null)
    return [fault('refusal', 'unusable', 'the model refuses or speaks of itself', refusal[0])];
  const boilerplate = BOILERPLATE.exec(description);
  const faults =
    boilerplate === null
      ? []
      : [fault('boilerplate', 'flaw', 'a phrase that says nothing of the module', boilerplate[0])];
  return isEnglish(description.replace(/`[^`\n]*`/g, ' '))
    ? faults
    : [...faults, fault('language', 'unusable', 'the text is not English', description)];
}

function isEnglish(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const foreign = letters.filter((letter) => !/[a-z]/i.test(letter));
  if (foreign.length * 10 > letters.length) return false;
  const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
  if (words.length < 10) return true;
  return words.filter((word) => ENGLISH.has(word)).length * 10 >= words.length;
}

function fault(
  check: DescriptionFault['check'],
  weight: DescriptionFault['weight'],
  reason: string,
  excerpt: string,
): DescriptionFault {
  return { check, weight, reason, excerpt: excerpt.slice(0, 120) };
}
