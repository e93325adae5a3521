import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A process of its own that answers every question at once, as an OpenAI-compatible endpoint would, and counts
 * questions by their text. It tells its address by message; the message `count` brings its counts and what it has cost
 * in CPU, `reset` forgets them.
 */
const times = new Map<string, number>();

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => {
    times.set(body, (times.get(body) ?? 0) + 1);
    const name = /module (unit\d+)/.exec(body)?.[1] ?? 'unit0';
    const content = JSON.stringify({ description: `\`${name}\` adds up its steps in an 8-bit total.` });
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }],
        usage: {
          prompt_tokens: Math.ceil(body.length / 4),
          completion_tokens: Math.ceil(content.length / 4),
        },
      }),
    );
  });
});

export interface EndpointCounts {
  questions: number;
  /** Questions that were asked more than once. */
  repeated: number;
  cpuSeconds: number;
}

process.on('message', (message) => {
  if (message === 'reset') times.clear();
  const asked = [...times.values()];
  const { user, system } = process.cpuUsage();
  const counts: EndpointCounts = {
    questions: asked.reduce((sum, n) => sum + n, 0),
    repeated: asked.filter((n) => n > 1).length,
    cpuSeconds: (user + system) / 1e6,
  };
  process.send?.(counts);
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` });
});
