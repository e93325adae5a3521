import type { TextsJob } from '../../warehouse/facts-of-texts.ts';
import { type PathClass, type Screening, screenText } from './screen-text.ts';
import type { ScreenThresholds } from './thresholds.ts';

/** A text to screen. */
export interface TextToScreen {
  sha256: string;
  path_class: PathClass;
  text: string;
}

/** A text's screening, by its key. */
export interface ScreenedText extends Screening {
  sha256: string;
  path_class: PathClass;
}

/** Screens texts: a task of threads. */
export function work({ rows, settings }: TextsJob<TextToScreen, ScreenThresholds>): ScreenedText[] {
  return rows.map(({ sha256, path_class, text }) => ({
    sha256,
    path_class,
    ...screenText(text, path_class, settings),
  }));
}
