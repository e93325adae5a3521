import { isObject } from './lookup-path.ts';

/** One message of a conversation; `text` has only what was said, no tool calls and no images. */
export interface ChatMessage {
  role: string;
  text: string;
}

/**
 * The messages of a conversation in any of the usual shapes: OpenAI `{role, content}`, content as a text or as
 * parts, OpenTelemetry `{role, parts}`, OpenInference `{message: {role, content}}` (also dotted), LangChain `{type, content}`, ShareGPT
 * `{from, value}`,
 * the whole as JSON text, or as an object with numeric keys. Undefined where there is no list.
 */
export function chatMessages(value: unknown): ChatMessage[] | undefined {
  const list = parsedIfText(value);
  if (!isObject(list)) return undefined;
  if (!Array.isArray(list) && ('content' in list || 'parts' in list)) return [toMessage(list)];
  return Object.values(list).filter(isObject).map(toMessage);
}

/** The text of a message's content, of a part of it, or of a list of parts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(contentText).filter(Boolean).join('\n');
  if (!isObject(content)) return '';
  const { type, text } = content;
  // Tool calls, their results and hidden reasoning have texts too, but they are not what was said.
  if (typeof type === 'string' && /tool|function|reasoning|thinking|image|audio|blob/u.test(type)) return '';
  if (typeof text === 'string') return text;
  return contentText(content['content'] ?? content['parts'] ?? content['message_content']);
}

function toMessage(raw: Record<string, unknown>): ChatMessage {
  const message = isObject(raw['message']) ? raw['message'] : raw;
  const kwargs = isObject(message['kwargs']) ? message['kwargs'] : message;
  const role =
    message['role'] ?? message['message.role'] ?? message['from'] ?? kwargs['type'] ?? message['type'];
  const content = kwargs['content'] ?? kwargs['message.content'] ?? kwargs['parts'] ?? kwargs['value'];
  return { role: String(role ?? ''), text: contentText(content) };
}

function parsedIfText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
