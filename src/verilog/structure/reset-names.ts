/** `rst_ni`, `aresetn`, `sys_clr`, `clear`, `ar`; not the `rst` of `burst`, `first` and `worst`. */
const RESET = /(?<!bu|fi|wo|thi|ve|be)rst|reset|clr|clear|^(?:por|ar|arn|sr|srn|r|rn)(?:_[nilb]+)?$/i;
/** What turns things on or carries data is no reset, whatever it sets. */
const NO_RESET =
  /en$|enable|start|load|^ld|valid|vld|ready|rdy|req|ack|push|pop|wr|we$|rd|^re$|sel|mode|stall|hold|data|^d$|^x$|^in|up|down|tick|done|full|empty|busy|flush/i;

/** Whether a signal is called like a reset (or clear, or set by power-on). */
export function isResetName(signal: string): boolean {
  return RESET.test(signal.replace(/^.*\./, ''));
}

/** Whether the name of a signal says that it does something else than resetting. */
export function isOtherControlName(signal: string): boolean {
  return NO_RESET.test(signal) && !isResetName(signal);
}
